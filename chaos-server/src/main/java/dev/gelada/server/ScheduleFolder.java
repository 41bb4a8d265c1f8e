package dev.gelada.server;

import dev.gelada.core.config.Loaded;
import dev.gelada.core.config.Loader;
import dev.gelada.core.config.Problem;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files, looked at again and again: {@code *.yaml}, {@code *.yml} and {@code *.json} in
 * it, not those below it nor hidden ones (a mounted ConfigMap keeps its versions in a hidden
 * folder) nor {@code *.schema.json}, which is for editors. A file that changed is taken when two
 * looks found the same bytes, so that one which is still being written is not. A file that became
 * bad is no longer served: what it should do is not known. Not thread-safe.
 */
final class ScheduleFolder {
  /** A file that is larger is bad, which the loader says. */
  private static final int LARGEST = (1 << 20) + 1;

  private final Path folder;
  private final Loader loader;
  private final Map<Path, Known> known = new HashMap<>();
  private boolean looked;

  ScheduleFolder(Path folder, Loader loader) {
    this.folder = folder;
    this.loader = loader;
  }

  /**
   * What is known of one file.
   *
   * @param taken the bytes that were taken; null before any were, or when the file could not be
   *     read
   * @param read what they say; null before any were taken
   * @param seen the bytes that the last look found; null if it found none
   */
  private record Known(@Nullable ByteBuffer taken, @Nullable Read read, @Nullable ByteBuffer seen) {
    static final Known UNKNOWN = new Known(null, null, null);
  }

  /** What one file says. */
  private sealed interface Read {
    record Served(Experiment experiment) implements Read {}

    record Bad(List<Problem> problems) implements Read {}

    record Idle(String why) implements Read {}
  }

  /**
   * Looks at every file.
   *
   * @throws IOException if the folder cannot be listed; what was known stays known
   */
  Shelf look() throws IOException {
    List<Path> files = files();
    known.keySet().retainAll(files);
    for (Path file : files) {
      try {
        look(file);
      } catch (NoSuchFileException gone) {
        known.remove(file);
      } catch (IOException e) {
        known.put(file, new Known(null, bad(file, "", "cannot be read: " + why(e) + "."), null));
      }
    }
    looked = true;
    return shelf();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(ScheduleFolder::isCandidate).sorted().toList();
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be listed: %s. Nothing is served until it can be".formatted(folder, why(e)),
          e);
    }
  }

  /** The platform says no more than the path of these. */
  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private static boolean isCandidate(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches("[^.].*\\.(yaml|yml|json)")
        && !name.endsWith(".schema.json")
        && Files.isRegularFile(file);
  }

  private void look(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST);
    }
    ByteBuffer now = ByteBuffer.wrap(bytes);
    Known before = known.getOrDefault(file, Known.UNKNOWN);
    if (now.equals(before.taken())) {
      known.put(file, new Known(now, before.read(), now));
    } else if (!looked || now.equals(before.seen())) {
      known.put(file, new Known(now, read(file, bytes), now));
    } else {
      known.put(file, new Known(before.taken(), before.read(), now));
    }
  }

  private Read read(Path file, byte[] bytes) {
    if (loader.isPolicy(bytes)) {
      return loader.policy(file.toString(), bytes) instanceof Loaded.Bad<Policy> bad
          ? new Read.Bad(bad.problems())
          : new Read.Idle("it is a policy; gelada policy set puts it in force");
    }
    Loaded<Experiment> loaded = loader.experiment(file.toString(), bytes);
    if (loaded instanceof Loaded.Bad<Experiment> bad) {
      return new Read.Bad(bad.problems());
    }
    Experiment experiment = ((Loaded.Ok<Experiment>) loaded).value();
    return experiment.schedule() == null
        ? new Read.Idle("it has no 'schedule'; gelada run does it")
        : new Read.Served(experiment);
  }

  /** Two files of one name would use up each other's slots: neither is served. */
  private Shelf shelf() {
    Map<Path, Experiment> served = new TreeMap<>();
    Map<Path, List<Problem>> bad = new TreeMap<>();
    Map<Path, String> idle = new TreeMap<>();
    known.forEach(
        (file, one) -> {
          if (one.read() instanceof Read.Served right) {
            served.put(file, right.experiment());
          } else if (one.read() instanceof Read.Bad wrong) {
            bad.put(file, wrong.problems());
          } else if (one.read() instanceof Read.Idle nothing) {
            idle.put(file, nothing.why());
          }
        });
    served.forEach(
        (file, experiment) ->
            twin(file, experiment.name(), served)
                .ifPresent(twin -> bad.put(file, bad(file, "name", twin).problems())));
    served.keySet().removeAll(bad.keySet());
    return new Shelf(served, bad, idle);
  }

  private static Optional<String> twin(Path file, String name, Map<Path, Experiment> served) {
    List<String> twins = new ArrayList<>();
    served.forEach(
        (other, experiment) -> {
          if (!other.equals(file) && experiment.name().equals(name)) {
            twins.add(String.valueOf(other.getFileName()));
          }
        });
    return twins.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s has the name '%s', too. Slots are told apart by it: give each file its own."
                .formatted(String.join(", ", twins), name));
  }

  private static Read.Bad bad(Path file, String path, String what) {
    return new Read.Bad(List.of(new Problem(file.toString(), 1, 1, path, what)));
  }
}
