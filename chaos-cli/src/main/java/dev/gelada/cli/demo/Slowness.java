package dev.gelada.cli.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How the customers felt the latency: the seconds before it, while it lasted, and right after it.
 * Those in which it began or ended belong to neither. Not thread-safe.
 */
final class Slowness {
  /** Right after it are so many seconds: other attacks follow. */
  private static final int AFTER = 2;

  private final Map<Slow, List<Second>> seconds = new EnumMap<>(Slow.class);
  private Slow before = Slow.NOT_YET;

  /** How far it is. */
  enum Slow {
    NOT_YET,
    BEGUN,
    OVER
  }

  /** A second that ended while it was so far. */
  void add(Slow now, Second second) {
    List<Second> these = seconds.computeIfAbsent(now, phase -> new ArrayList<>());
    if (now == before && (now != Slow.OVER || these.size() < AFTER)) {
      these.add(second);
    }
    before = now;
  }

  /**
   * Both percentiles in milliseconds, each the median of its seconds; empty before there is a whole
   * second of each phase.
   */
  Optional<Figures> figures() {
    for (Slow phase : Slow.values()) {
      if (seconds.getOrDefault(phase, List.of()).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Figures(medians(Second::p50), medians(Second::p95)));
  }

  private List<Integer> medians(ToIntFunction<Second> figure) {
    List<Integer> medians = new ArrayList<>();
    for (Slow phase : Slow.values()) {
      int[] sorted =
          seconds.getOrDefault(phase, List.of()).stream().mapToInt(figure).sorted().toArray();
      medians.add(sorted[sorted.length / 2]);
    }
    return medians;
  }

  /**
   * In milliseconds, before, during and after.
   *
   * @param p50 three figures
   * @param p95 three figures
   */
  record Figures(List<Integer> p50, List<Integer> p95) {
    Figures {
      p50 = List.copyOf(p50);
      p95 = List.copyOf(p95);
    }
  }
}
