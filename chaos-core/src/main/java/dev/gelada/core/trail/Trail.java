package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Skeleton; to be replaced. */
public interface Trail extends AutoCloseable {
  @Override
  void close() throws IOException;

  /** Reads to the head and folds. Refuses a head lower than, or unlike, one seen before. */
  Ledger read() throws IOException;

  /** One compare-and-set; unsure answers are resolved by asking again until {@code until}. */
  Answer append(Ledger on, Batch batch, Deadline until) throws IOException;

  /** Reads, decides, appends; again while the head moves. An empty decision appends nothing. */
  Ledger commit(Function<Ledger, Batch> decide, Deadline until) throws IOException;

  /** Entries that go in together. */
  record Batch(String run, String why, boolean dry, List<Entry> entries) {}

  /** A certain answer. */
  sealed interface Answer {
    /** They are there. */
    record Written(Ledger after, List<TrailRecord> records) implements Answer {}

    /** Something that matters came in between: judge again. */
    record Moved() implements Answer {}
  }
}
