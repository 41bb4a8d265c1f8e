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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who appends beside whom. Each gets the same records and appends them one a transaction. */
final class Appenders {
  private Appenders() {}

  /** One contender; each of its threads asks for the next record as often as it can. */
  interface Appender extends AutoCloseable {
    String name();

    int threads();

    /** Returns when one more record is durable; false when all have been appended. */
    boolean append(int thread) throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
  }

  /** The store's compare-and-set: a thread places the next record, then waits for its own yes. */
  static final class FileTrail implements Appender {
    private final int threads;
    private final List<TrailRecord> records;
    private final TrailStore store;
    private Head head = Head.EMPTY;

    FileTrail(Path file, int threads, List<TrailRecord> records) throws IOException {
      this.threads = threads;
      this.records = records;
      this.store = FileTrailStore.create(file, new SystemTime());
    }

    @Override
    public String name() {
      return "file trail";
    }

    @Override
    public int threads() {
      return threads;
    }

    @Override
    public boolean append(int thread) throws IOException {
      TrailStore.Placed placed = place();
      if (placed != null && placed.settled() != TrailStore.Appended.YES) {
        throw new IllegalStateException("nobody else appends");
      }
      return placed != null;
    }

    private synchronized TrailStore.@Nullable Placed place() throws IOException {
      int next = Math.toIntExact(head.sequence());
      if (next == records.size()) {
        return null;
      }
      TrailStore.Placed placed = store.place(head, List.of(records.get(next)));
      head = records.get(next).head();
      return placed;
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  /** What the disk alone costs: no lock, no condition, no check; two writers would tear it. */
  static final class Plain implements Appender {
    private final List<TrailRecord> records;
    private final FileChannel file;
    private int next;

    Plain(Path path, List<TrailRecord> records) throws IOException {
      this.records = records;
      this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    }

    @Override
    public String name() {
      return "plain write and sync";
    }

    @Override
    public int threads() {
      return 1;
    }

    @Override
    public boolean append(int thread) throws IOException {
      if (next == records.size()) {
        return false;
      }
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(records.get(next++).line() + "\n");
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
      return true;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** One connection a thread, as SQLite wants it; its primary key is the compare-and-set. */
  static final class Sqlite implements Appender {
    private final String journal;
    private final List<TrailRecord> records;
    private final List<Connection> connections = new ArrayList<>();
    private final List<PreparedStatement> inserts = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    Sqlite(Path file, String journal, int threads, List<TrailRecord> records) throws SQLException {
      this.journal = journal;
      this.records = records;
      for (int thread = 0; thread < threads; thread++) {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        connections.add(connection);
        try (Statement setUp = connection.createStatement()) {
          setUp.execute("PRAGMA busy_timeout=30000");
          setUp.execute("PRAGMA journal_mode=" + journal);
          setUp.execute("PRAGMA synchronous=FULL");
          setUp.execute(
              "CREATE TABLE IF NOT EXISTS trail (seq INTEGER PRIMARY KEY, line TEXT NOT NULL)");
        }
        inserts.add(connection.prepareStatement("INSERT INTO trail VALUES (?, ?)"));
      }
    }

    @Override
    public String name() {
      return "SQLite, FULL, " + journal;
    }

    @Override
    public int threads() {
      return connections.size();
    }

    @Override
    public boolean append(int thread) throws SQLException {
      int mine = next.getAndIncrement();
      if (mine >= records.size()) {
        return false;
      }
      PreparedStatement insert = inserts.get(thread);
      insert.setLong(1, records.get(mine).seq());
      insert.setString(2, records.get(mine).line());
      insert.executeUpdate();
      return true;
    }

    @Override
    public void close() throws SQLException {
      for (int thread = 0; thread < connections.size(); thread++) {
        inserts.get(thread).close();
        connections.get(thread).close();
      }
    }
  }
}
