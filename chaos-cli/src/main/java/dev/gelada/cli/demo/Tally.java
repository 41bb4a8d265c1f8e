package dev.gelada.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Counts requests second by second, for the last two minutes. Thread-safe. */
final class Tally {
  private static final int REMEMBERED = 120;

  private final long start = System.nanoTime();
  private final TreeMap<Integer, Count> seconds = new TreeMap<>();

  /** What happened in one second. */
  static final class Count {
    private final List<Duration> latencies = new ArrayList<>();
    private int failed;
    private int up = Integer.MAX_VALUE;

    void add(boolean served, Duration latency, int replicas) {
      latencies.add(latency);
      failed += served ? 0 : 1;
      up = Math.min(up, replicas);
    }

    Second second(int number) {
      Collections.sort(latencies);
      return new Second(number, latencies.size(), failed, percentile(50), percentile(95), up);
    }

    /** The nearest rank: the smallest latency that so many of 100 requests do not exceed. */
    private int percentile(int percent) {
      int rank = (latencies.size() * percent + 99) / 100;
      return (int) latencies.get(rank - 1).toMillis();
    }
  }

  /** A request has ended while so many replicas were up. */
  synchronized void add(boolean served, Duration latency, int up) {
    seconds.computeIfAbsent(elapsed(), second -> new Count()).add(served, latency, up);
    seconds.headMap(elapsed() - REMEMBERED).clear();
  }

  /** Of the requests of the last whole second and this one; 0 before any. */
  synchronized int percentServed() {
    int asked = 0;
    int failed = 0;
    for (Count count : seconds.tailMap(elapsed() - 1).values()) {
      asked += count.latencies.size();
      failed += count.failed;
    }
    return asked == 0 ? 0 : 100 * (asked - failed) / asked;
  }

  /** Whole seconds in which a request ended, oldest first. */
  synchronized List<Second> seconds() {
    return seconds.headMap(elapsed()).entrySet().stream()
        .map(entry -> entry.getValue().second(entry.getKey()))
        .toList();
  }

  private int elapsed() {
    return (int) ((System.nanoTime() - start) / 1_000_000_000L);
  }
}
