package dev.gelada.bench;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Durable appends of the same lines to the file trail and to SQLite, one record a transaction, in
 * turns: storage changes its speed from minute to minute, so only ratios within a round say
 * anything. SQLite's primary key is the compare-and-set there. The argument names a folder on the
 * disk to be measured.
 */
public final class AppendBesideSqlite {
  private static final int ROUNDS = 7;
  private static final long NANOS_OF_A_TURN = 1_500_000_000L;
  private static final int WARM_UP = 300;
  private static final int RECORDS = 100_000;

  private AppendBesideSqlite() {}

  private interface Contender extends AutoCloseable {
    String name();

    void append(TrailRecord record) throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
  }

  /** One contender's figures. */
  private static final class Score {
    private final List<Double> rates = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private int next;
  }

  /** Measures and prints; about three quarters of a minute. */
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
    try (Contender trail = new FileTrail(folder.resolve("trail.jsonl"));
        Contender plain = new Plain(folder.resolve("plain.jsonl"));
        Contender wal = new Sqlite(folder.resolve("wal.db"), "WAL");
        Contender delete = new Sqlite(folder.resolve("delete.db"), "DELETE")) {
      List<Contender> contenders = List.of(trail, plain, wal, delete);
      List<Score> scores = contenders.stream().map(contender -> new Score()).toList();
      for (int round = -1; round < ROUNDS; round++) {
        for (int turn = 0; turn < contenders.size(); turn++) {
          int who = Math.floorMod(round + turn, contenders.size()); // nobody is always first
          turn(contenders.get(who), scores.get(who), records, round < 0);
        }
      }
      print(contenders, scores);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void turn(Contender who, Score score, List<TrailRecord> records, boolean warmUp)
      throws IOException, SQLException {
    long begun = System.nanoTime();
    long end = begun;
    int first = score.next;
    while (score.next < records.size()
        && (warmUp ? score.next < WARM_UP : end - begun < NANOS_OF_A_TURN)) {
      long before = System.nanoTime();
      who.append(records.get(score.next++));
      end = System.nanoTime();
      if (!warmUp) {
        score.nanos.add(end - before);
      }
    }
    if (!warmUp) {
      score.rates.add((score.next - first) * 1e9 / (end - begun));
    }
  }

  private static void print(List<Contender> contenders, List<Score> scores) {
    System.out.printf(
        "%-28s %10s %9s %9s   %s%n",
        "", "records/s", "p50 us", "p99 us", "file trail is faster by");
    List<Double> ours = scores.get(0).rates;
    for (int i = 0; i < contenders.size(); i++) {
      Score score = scores.get(i);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = ours.get(round) / score.rates.get(round);
      }
      Arrays.sort(ratios);
      Collections.sort(score.nanos);
      System.out.printf(
          Locale.ROOT,
          "%-28s %10.0f %9d %9d   %s%n",
          contenders.get(i).name(),
          score.rates.stream().sorted().toList().get(ROUNDS / 2),
          score.nanos.get(score.nanos.size() / 2) / 1000,
          score.nanos.get(score.nanos.size() * 99 / 100) / 1000,
          i == 0
              ? "1"
              : String.format(
                  Locale.ROOT,
                  "%.2f (median of rounds; %.2f to %.2f)",
                  ratios[ROUNDS / 2],
                  ratios[0],
                  ratios[ROUNDS - 1]));
    }
  }

  private static final class FileTrail implements Contender {
    private final TrailStore store;
    private Head head = Head.EMPTY;

    FileTrail(Path file) throws IOException {
      store = FileTrailStore.create(file, new SystemTime());
    }

    @Override
    public String name() {
      return "file trail";
    }

    @Override
    public void append(TrailRecord record) throws IOException {
      if (store.append(head, List.of(record)) != TrailStore.Appended.YES) {
        throw new IllegalStateException("nobody else appends");
      }
      head = record.head();
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  /** What the disk alone costs: no lock, no condition, no check; two writers would tear it. */
  private static final class Plain implements Contender {
    private final FileChannel file;

    Plain(Path path) throws IOException {
      file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    }

    @Override
    public String name() {
      return "plain write and sync";
    }

    @Override
    public void append(TrailRecord record) throws IOException {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(record.line() + "\n");
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static final class Sqlite implements Contender {
    private final String journal;
    private final Connection connection;
    private final PreparedStatement insert;

    Sqlite(Path file, String journal) throws SQLException {
      this.journal = journal;
      this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement setUp = connection.createStatement()) {
        setUp.execute("PRAGMA journal_mode=" + journal);
        setUp.execute("PRAGMA synchronous=FULL");
        setUp.execute("CREATE TABLE trail (seq INTEGER PRIMARY KEY, line TEXT NOT NULL)");
      }
      this.insert = connection.prepareStatement("INSERT INTO trail VALUES (?, ?)");
    }

    @Override
    public String name() {
      return "SQLite, FULL, " + journal;
    }

    @Override
    public void append(TrailRecord record) throws SQLException {
      insert.setLong(1, record.seq());
      insert.setString(2, record.line());
      insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      insert.close();
      connection.close();
    }
  }
}
