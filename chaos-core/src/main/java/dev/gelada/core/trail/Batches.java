package dev.gelada.core.trail;

import java.util.List;

/** What every store holds against the records that it is to append. */
public final class Batches {
  private Batches() {}

  /**
   * Checks numbers, chain and frame.
   *
   * @throws IllegalArgumentException if they could not stand there; nothing was written
   */
  public static void check(Head on, List<TrailRecord> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("an empty batch");
    }
    Head before = on;
    for (int i = 0; i < records.size(); i++) {
      TrailRecord record = records.get(i);
      if (record.seq() != before.sequence() + 1
          || !record.prev().equals(before.hash())
          || record.more() != records.size() - 1 - i) {
        throw new IllegalArgumentException(
            "record %d with %d more does not follow %s"
                .formatted(record.seq(), record.more(), before));
      }
      before = record.head();
    }
  }
}
