package dev.gelada.core.trail;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps records in order, durably, and appends on condition. Knows nothing of what they mean.
 * Thread-safe; calls block, bounded by the store's own time-out. Never retries an append by itself.
 */
public interface TrailStore extends AutoCloseable {
  /** The newest record, linearizable: never from a cache or a replica. */
  Head head() throws IOException;

  /**
   * Records with a larger number, in order; complete batches only. Begins with the checkpoint where
   * the first of them are archived. To be closed.
   */
  Stream<TrailRecord> after(long sequence) throws IOException;

  /**
   * Appends all or none, if the head is {@code expected}. Sending the same records on the same head
   * again is harmless: whether they are there already is told by the record at h+1, also when that
   * was archived since; what was archived and removed since is {@link UnsureAppend}.
   *
   * @param records numbered from {@code expected.sequence() + 1} and chained
   * @throws UnsureAppend if neither is known yet; ask again with the same arguments
   * @throws IOException if certainly nothing was and nothing will be appended
   */
  Appended append(Head expected, List<TrailRecord> records) throws IOException;

  /**
   * The first half of {@link #append}: gives records their place behind {@code expected} and
   * returns before they are durable, if the store can. Others may then append behind them; nobody
   * may act on them before {@link Placed#settled} says {@code YES}. A store without that gain does
   * all of it here.
   *
   * @throws UnsureAppend as {@link #append}
   * @throws IOException as {@link #append}
   */
  default Placed place(Head expected, List<TrailRecord> records) throws IOException {
    Appended answer = append(expected, records);
    return new Placed() {
      @Override
      public boolean there() {
        return answer == Appended.YES;
      }

      @Override
      public Appended settled() {
        return answer;
      }
    };
  }

  /**
   * How full the part is that every append has to carry, for stores that archive: 0 empty, 1 when
   * nothing more fits. From half on whoever appends rotates first. Asked at every append, so it is
   * told from what was seen last and asks nobody.
   */
  default double fullness() {
    return 0;
  }

  /**
   * Where records up to {@code last} would be archived: a name that is the same for the same
   * records, so that an archive which was written twice is written once.
   */
  default String archiveName(Head last) {
    throw new UnsupportedOperationException(uri() + " keeps all its records in one piece");
  }

  /**
   * Archives all records up to {@code expected}, durably and for good, then puts the checkpoint in
   * their place on condition that the head is still {@code expected}. Afterwards {@link #after} of
   * an earlier number begins with the checkpoint. An archive without its checkpoint is harmless.
   *
   * @param checkpoint record {@code expected.sequence() + 1}; names {@link #archiveName}
   * @throws IllegalArgumentException if it is none of {@code expected}; nothing was written
   * @throws UnsureAppend as {@link #append}: ask again with the same arguments
   * @throws IOException as {@link #append}
   */
  default Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
    throw new UnsupportedOperationException(uri() + " keeps all its records in one piece");
  }

  /**
   * What was archived, oldest first. Names only; {@link #archived} reads one.
   *
   * @throws IOException if it cannot be found out
   */
  default List<Archive> archives() throws IOException {
    return List.of();
  }

  /** The records of an archive, in order. To be closed. */
  default Stream<TrailRecord> archived(Archive archive) throws IOException {
    throw new UnsupportedOperationException(uri() + " keeps all its records in one piece");
  }

  /**
   * Removes an archive for good. The trail itself goes on without it; who wants to verify or read
   * that time needs a copy.
   */
  default void forget(Archive archive) throws IOException {
    throw new UnsupportedOperationException(uri() + " keeps all its records in one piece");
  }

  /** Where it is, as it may be given to {@code --trail}. */
  String uri();

  @Override
  void close() throws IOException;

  /** Records between their place and their answer. */
  interface Placed {
    /** Whether they stand at their place; false if another record stands there. Never blocks. */
    boolean there();

    /**
     * The answer of {@link #append}. Blocks until they are durable, and cannot be interrupted.
     *
     * @throws UnsureAppend if it is not known; ask again with the same arguments
     */
    Appended settled() throws IOException;
  }

  /**
   * Records that were archived together.
   *
   * @param name as {@link #archiveName} gave it
   * @param last the last of them
   */
  record Archive(String name, Head last) {}

  /** A certain answer. */
  enum Appended {
    /** They are there, durably. */
    YES,
    /** The record at h+1 was read and is not the first of these. */
    MOVED
  }

  /** The answer was lost: the records may be there, may come, or may never come. */
  final class UnsureAppend extends IOException {
    private static final long serialVersionUID = 1L;

    public UnsureAppend(String message) {
      super(message);
    }

    public UnsureAppend(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
