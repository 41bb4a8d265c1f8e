package dev.gelada.cli.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a campaign counts, to be printed in one line. Thread-safe. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> caught = new TreeMap<>();
  private final List<Long> widths = new ArrayList<>();
  private final Set<String> instants = new TreeSet<>();
  private int rounds;

  /** One more round was played and all was well. */
  synchronized void round() {
    rounds++;
  }

  synchronized int rounds() {
    return rounds;
  }

  synchronized void add(String what, long many) {
    counts.merge(what, many, Long::sum);
  }

  synchronized void most(String what, long many) {
    counts.merge(what, many, Math::max);
  }

  /** A runner was caught in this phase. */
  synchronized void caught(String phase) {
    caught.merge(phase, 1L, Long::sum);
  }

  /** A runner was caught at this very instant. */
  synchronized void instant(String name) {
    instants.add(name);
  }

  /** Times from a last check to the end of the system call after it, in nanoseconds. */
  synchronized void widths(List<Long> nanos) {
    widths.addAll(nanos);
  }

  synchronized long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  synchronized Map<String, Long> caught() {
    return Map.copyOf(caught);
  }

  @Override
  public synchronized String toString() {
    String line = words(counts);
    if (!caught.isEmpty()) {
      line += "; runners caught " + words(caught);
    }
    if (!instants.isEmpty()) {
      line += "; " + instants.size() + " different instants";
    }
    if (!widths.isEmpty()) {
      List<Long> sorted = new ArrayList<>(widths);
      Collections.sort(sorted);
      line +=
          "; from the last check to the end of the system call p50 %d us, p99 %d us, max %d us (%d kills)"
              .formatted(at(sorted, 50), at(sorted, 99), at(sorted, 100), sorted.size());
    }
    return line;
  }

  private static String words(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100) / 1000;
  }
}
