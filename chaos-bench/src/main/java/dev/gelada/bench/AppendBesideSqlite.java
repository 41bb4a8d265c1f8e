package dev.gelada.bench;

import dev.gelada.bench.Appenders.Appender;
import dev.gelada.core.trail.TrailRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Durable appends of the same lines to the file trail and to SQLite, one record a transaction, by
 * one thread and by eight, in turns: storage changes its speed from minute to minute, so only
 * ratios within a round say anything. The argument names a folder on the disk to be measured.
 */
public final class AppendBesideSqlite {
  private static final int ROUNDS = 9;
  private static final long NANOS_OF_A_TURN = 500_000_000L;
  private static final int WARM_UPS = 2;
  private static final int RECORDS = 400_000;
  private static final int MANY = 8;

  private final List<Appender> contenders;
  private final List<Score> scores;
  private final ExecutorService threads = Executors.newFixedThreadPool(MANY);

  private AppendBesideSqlite(List<Appender> contenders) {
    this.contenders = contenders;
    this.scores = contenders.stream().map(each -> new Score()).toList();
  }

  /** One contender's figures. */
  private static final class Score {
    private final List<Double> rates = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
  }

  /** Measures and prints; about a minute. */
  public static void main(String[] args) throws Exception {
    Path base = args.length > 0 ? Path.of(args[0]) : Path.of("target");
    Path folder = Files.createTempDirectory(Files.createDirectories(base), "append-");
    List<TrailRecord> records = SampleTrail.notes(RECORDS);
    System.out.printf(
        Locale.ROOT,
        "%d rounds in %s, lines of %d bytes, Java %s%n",
        ROUNDS,
        folder,
        records.get(1).line().length(),
        Runtime.version());
    try (Appender one = new Appenders.FileTrail(folder.resolve("one.jsonl"), 1, records);
        Appender many = new Appenders.FileTrail(folder.resolve("many.jsonl"), MANY, records);
        Appender plain = new Appenders.Plain(folder.resolve("plain.jsonl"), records);
        Appender wal = new Appenders.Sqlite(folder.resolve("wal.db"), "WAL", 1, records);
        Appender wals = new Appenders.Sqlite(folder.resolve("wals.db"), "WAL", MANY, records);
        Appender old = new Appenders.Sqlite(folder.resolve("old.db"), "DELETE", 1, records)) {
      new AppendBesideSqlite(List.of(one, many, plain, wal, wals, old)).measure();
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void measure() throws Exception {
    try {
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        for (int turn = 0; turn < contenders.size(); turn++) {
          turn(Math.floorMod(round + turn, contenders.size()), round < 0); // nobody is always first
        }
      }
    } finally {
      threads.shutdown();
    }
    print();
  }

  private void turn(int who, boolean warmUp) throws Exception {
    Appender appender = contenders.get(who);
    long begun = System.nanoTime();
    List<Future<List<Long>>> all = new ArrayList<>();
    for (int thread = 0; thread < appender.threads(); thread++) {
      int number = thread;
      all.add(threads.submit(() -> appendUntil(begun + NANOS_OF_A_TURN, appender, number)));
    }
    List<Long> nanos = new ArrayList<>();
    for (Future<List<Long>> each : all) {
      nanos.addAll(each.get());
    }
    if (!warmUp) {
      scores.get(who).rates.add(nanos.size() * 1e9 / (System.nanoTime() - begun));
      scores.get(who).nanos.addAll(nanos);
    }
  }

  private static List<Long> appendUntil(long end, Appender appender, int thread) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (long before = System.nanoTime(); before < end; ) {
      if (!appender.append(thread)) {
        throw new IllegalStateException("a disk too fast for so few records: raise RECORDS");
      }
      long after = System.nanoTime();
      nanos.add(after - before);
      before = after;
    }
    return nanos;
  }

  private void print() {
    System.out.printf(
        "%-24s %7s %10s %9s %9s   %-26s %s%n",
        "",
        "threads",
        "records/s",
        "p50 us",
        "p99 us",
        "file trail, 1 thread, is",
        "file trail, 8 threads, is");
    for (int i = 0; i < contenders.size(); i++) {
      List<Long> nanos = scores.get(i).nanos.stream().sorted().toList();
      System.out.printf(
          Locale.ROOT,
          "%-24s %7d %10.0f %9d %9d   %-26s %s%n",
          contenders.get(i).name(),
          contenders.get(i).threads(),
          scores.get(i).rates.stream().sorted().toList().get(ROUNDS / 2),
          nanos.get(nanos.size() / 2) / 1000,
          nanos.get(nanos.size() * 99 / 100) / 1000,
          ratio(0, i),
          ratio(1, i));
    }
    System.out.println("(times as fast: median of the rounds, least to most)");
  }

  private String ratio(int ours, int theirs) {
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ratios[round] = scores.get(ours).rates.get(round) / scores.get(theirs).rates.get(round);
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
  }
}
