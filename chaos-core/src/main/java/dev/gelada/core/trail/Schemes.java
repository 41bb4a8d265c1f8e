package dev.gelada.core.trail;

import dev.gelada.core.plugin.Connections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The kinds of place where trails are kept, files aside, by the scheme of their URIs. */
final class Schemes {
  /** Files only. */
  static final Schemes NONE =
      new Schemes(
          List.of(),
          () -> {
            throw new IllegalStateException("asked for by no store");
          });

  private final SortedMap<String, TrailStoreType> types = new TreeMap<>();
  private final Supplier<Connections> with;

  Schemes(Collection<? extends TrailStoreType> types, Supplier<Connections> with) {
    this.with = with;
    for (TrailStoreType type : types) {
      TrailStoreType other = this.types.put(type.scheme(), type);
      if (other != null) {
        throw new IllegalArgumentException(
            "two kinds of trail are named '%s:': %s and %s"
                .formatted(type.scheme(), other.getClass().getName(), type.getClass().getName()));
      }
    }
  }

  /** Whether it is a path, as it has no scheme. */
  static boolean isFile(String uri) {
    return !uri.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*");
  }

  /** The one form of a URI; of {@code scheme:} alone the usual place of that kind. */
  String canonical(String uri, Map<String, String> environment) throws IOException {
    TrailStoreType type = of(uri);
    return uri.endsWith(":") && uri.length() == type.scheme().length() + 1
        ? type.standard(environment)
        : type.canonical(uri);
  }

  /** The usual place for targets of these kinds; empty if that is a file. */
  Optional<Trails.Choice> of(Set<String> kinds, Map<String, String> environment)
      throws IOException {
    List<Trails.Choice> places = new ArrayList<>();
    for (TrailStoreType type : types.values()) {
      String theirs =
          kinds.stream()
              .filter(type.kinds()::contains)
              .sorted()
              .collect(Collectors.joining(" and "));
      if (!theirs.isEmpty()) {
        places.add(
            new Trails.Choice(
                type.standard(environment), "the usual one for targets of kind " + theirs));
      }
    }
    if (places.size() > 1) {
      throw new IOException(
          "these targets have more than one usual place of a trail: "
              + places.stream().map(Trails.Choice::uri).collect(Collectors.joining(", "))
              + ". Name one trail for all with --trail or "
              + Trails.VARIABLE);
    }
    return places.stream().findFirst();
  }

  TrailStore open(String uri) throws IOException {
    return of(uri).open(uri, with.get());
  }

  TrailStore create(String uri) throws IOException {
    return of(uri).create(uri, with.get());
  }

  /** What cannot be reached or is of a kind that is not known here may well be there. */
  boolean possible(String uri) {
    try {
      return of(uri).possible(uri, with.get());
    } catch (IOException | Connections.Unreachable unknown) {
      return true;
    }
  }

  private TrailStoreType of(String uri) throws IOException {
    TrailStoreType type = types.get(uri.substring(0, uri.indexOf(':')));
    if (type == null) {
      throw new IOException(
          "trails of this kind are not known: "
              + uri
              + ". Known: a path, file:///path"
              + types.keySet().stream()
                  .map(known -> ", " + known + ":")
                  .collect(Collectors.joining()));
    }
    return type;
  }
}
