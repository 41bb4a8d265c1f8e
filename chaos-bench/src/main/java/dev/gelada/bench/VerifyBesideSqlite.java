package dev.gelada.bench;

import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Records verified a second, in turns with two things that do less: SHA-256 over the same file,
 * which is the least that any check of it costs, and SQLite with the same lines in a table, its own
 * check of pages and index and then every row read, which finds damage but no tampering.
 */
public final class VerifyBesideSqlite {
  private static final int RECORDS = 100_000;
  private static final int ROUNDS = 7;
  private static final int WARM_UPS = 3;

  private VerifyBesideSqlite() {}

  private interface Contender {
    /** Answers how many records it has looked at. */
    long run() throws Exception;
  }

  /** Measures and prints; about half a minute. The argument names a folder. */
  public static void main(String[] args) throws Exception {
    Path base = args.length > 0 ? Path.of(args[0]) : Path.of("target");
    Path folder = Files.createTempDirectory(Files.createDirectories(base), "verify-");
    Path file = folder.resolve("trail.jsonl");
    Path table = folder.resolve("trail.db");
    try {
      SampleTrail.write(file, RECORDS);
      long records = fill(table, file);
      Map<String, Contender> contenders = new LinkedHashMap<>();
      contenders.put("gelada trail verify", () -> verify(file));
      contenders.put("SHA-256 of the file", () -> digest(file, records));
      contenders.put("SQLite, check and read", () -> read(table));
      System.out.printf(Locale.ROOT, "%d records, %d MB%n", records, Files.size(file) / 1_000_000);
      measure(contenders, records);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(table);
      Files.delete(folder);
    }
  }

  private static void measure(Map<String, Contender> contenders, long records) throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (Map.Entry<String, Contender> each : contenders.entrySet()) {
        long begun = System.nanoTime();
        if (each.getValue().run() != records) {
          throw new IllegalStateException(each.getKey() + " has not seen all records");
        }
        double rate = records * 1e9 / (System.nanoTime() - begun);
        if (round >= 0) {
          rates.computeIfAbsent(each.getKey(), any -> new ArrayList<>()).add(rate);
        }
      }
    }
    List<Double> ours = rates.values().iterator().next();
    System.out.printf("%-24s %10s   %s%n", "", "records/s", "verify is faster by");
    rates.forEach(
        (name, theirs) -> {
          double[] ratios = new double[ROUNDS];
          Arrays.setAll(ratios, round -> ours.get(round) / theirs.get(round));
          Arrays.sort(ratios);
          System.out.printf(
              Locale.ROOT,
              "%-24s %10.0f   %.2f (median of rounds; %.2f to %.2f)%n",
              name,
              theirs.stream().sorted().toList().get(ROUNDS / 2),
              ratios[ROUNDS / 2],
              ratios[0],
              ratios[ROUNDS - 1]);
        });
  }

  private static long verify(Path file) throws Exception {
    Verification found = Verify.file(file, null);
    return found.good() ? found.records() : -1;
  }

  private static long digest(Path file, long records) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
      }
    }
    return digest.digest().length == 32 ? records : -1;
  }

  private static long fill(Path table, Path file) throws Exception {
    long count = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + table);
        Statement setUp = connection.createStatement()) {
      setUp.execute("CREATE TABLE trail (seq INTEGER PRIMARY KEY, line TEXT NOT NULL)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO trail VALUES (?, ?)")) {
        for (String line : Files.readAllLines(file)) {
          insert.setLong(1, ++count);
          insert.setString(2, line);
          insert.executeUpdate();
        }
      }
      connection.commit();
    }
    return count;
  }

  private static long read(Path table) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + table);
        Statement statement = connection.createStatement()) {
      try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
        if (!check.next() || !"ok".equals(check.getString(1))) {
          return -1;
        }
      }
      long count = 0;
      long bytes = 0;
      try (ResultSet rows = statement.executeQuery("SELECT seq, line FROM trail ORDER BY seq")) {
        while (rows.next()) {
          count++;
          bytes += rows.getString(2).length();
        }
      }
      return bytes > count ? count : -1;
    }
  }
}
