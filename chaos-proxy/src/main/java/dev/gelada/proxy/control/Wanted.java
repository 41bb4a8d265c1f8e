package dev.gelada.proxy.control;

import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads proxies and faults as our own routes and files give them, strictly. */
final class Wanted {
  private static final Duration LONGEST = Duration.ofDays(365 * 100L);

  private final InstantSource clock;

  Wanted(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A fault with its deadline.
   *
   * @param relative whether the deadline was given as a time from now, so that the same request
   *     later means another moment
   */
  record Fault(FaultSpec spec, boolean relative) {}

  /**
   * Reads a fault.
   *
   * @param name if it is known already; else it is a field
   * @param problems where problems go
   * @return empty if there were any
   */
  Optional<Fault> fault(Json value, String path, @Nullable String name, List<String> problems) {
    int before = problems.size();
    Form form = new Form(value, path, problems);
    String type = form.needed("type");
    Optional<FaultType> known = FaultTypes.named(type);
    Direction direction =
        form.text("direction")
            .map(word -> direction(form, word))
            .orElse(known.map(FaultType::usually).orElse(Direction.DOWNSTREAM));
    double chance = form.chance("probability").orElse(1.0);
    Map<String, Object> attributes = form.plain("attributes");
    Optional<Instant> at = form.moment("endsAt");
    Optional<Duration> span = form.span("for");
    Long seed = form.whole("seed").orElse(null);
    if (at.isPresent() && span.isPresent()) {
      form.note("for", "says when it ends, and so does endsAt; one is enough");
    }
    if (span.isPresent() && span.get().compareTo(LONGEST) > 0) {
      form.note("for", "is longer than a hundred years");
    }
    if (known.isPresent()) {
      Attributes.problems(known.get(), attributes).forEach(p -> form.note("attributes", ": " + p));
    } else if (!type.isEmpty()) {
      form.note("type", "is no fault: '%s'; there are %s".formatted(type, types()));
    }
    String own = name;
    if (own == null) {
      own = form.text("name").orElse(type + "_" + direction.word());
    }
    form.done();
    if (problems.size() > before || known.isEmpty()) {
      return Optional.empty();
    }
    Instant ends = at.or(() -> span.map(clock.instant()::plus)).orElse(null);
    Attributes settings = Attributes.of(known.get(), attributes);
    return Optional.of(
        new Fault(
            new FaultSpec(own, known.get(), direction, chance, settings, ends, seed),
            span.isPresent()));
  }

  /**
   * Reads a proxy with its faults.
   *
   * @param strict whether unknown fields are problems
   * @return empty if there were any problems
   */
  Optional<ProxySpec> proxy(Json value, String path, boolean strict, List<String> problems) {
    int before = problems.size();
    Form form = new Form(value, path, problems);
    String name = form.needed("name");
    String listen = form.text("listen").orElse("");
    String upstream = form.needed("upstream");
    boolean enabled = form.flag("enabled").orElse(true);
    Map<String, FaultSpec> faults = new LinkedHashMap<>();
    List<Json> items = form.items("faults");
    for (int i = 0; i < items.size(); i++) {
      String at = (path.isEmpty() ? "" : path + ".") + "faults[" + i + "]";
      Optional<Fault> fault = fault(items.get(i), at, null, problems);
      if (fault.isPresent() && faults.put(fault.get().spec().name(), fault.get().spec()) != null) {
        problems.add(
            "%s %s has the name of another: %s"
                .formatted(items.get(i).at(), at, fault.get().spec().name()));
      }
    }
    if (strict) {
      form.done();
    } else {
      form.ignoreRest();
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new ProxySpec(name, listen, upstream, enabled, new ArrayList<>(faults.values())));
  }

  private static Direction direction(Form form, String word) {
    Optional<Direction> direction = Direction.of(word);
    if (direction.isEmpty()) {
      form.note("direction", "is upstream or downstream, not '" + word + "'");
    }
    return direction.orElse(Direction.DOWNSTREAM);
  }

  private static String types() {
    return FaultTypes.all().stream().map(FaultType::name).collect(Collectors.joining(", "));
  }
}
