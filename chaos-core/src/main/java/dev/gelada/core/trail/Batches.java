package dev.gelada.core.trail;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What every store holds against the records that it is to append. */
public final class Batches {
  private Batches() {}

  /**
   * Checks that it can stand there and names its archive.
   *
   * @throws IllegalArgumentException if not; nothing was written
   */
  public static void checkpoint(Head on, TrailRecord record, String archive) {
    check(on, List.of(record));
    boolean named;
    try {
      named =
          Entries.of(record) instanceof Entry.Checkpoint sum
              && sum.archive().equals(archive)
              && sum.lastHash().equals(on.hash());
    } catch (BadTrail odd) {
      named = false;
    }
    if (!named || on.equals(Head.EMPTY)) {
      throw new IllegalArgumentException(
          "record %d is no checkpoint of archive %s".formatted(record.seq(), archive));
    }
  }

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

  /** As they stand in a file, one line each. */
  static byte[] bytes(List<TrailRecord> records) {
    StringBuilder text = new StringBuilder();
    for (TrailRecord record : records) {
      if (record.line().length() > Line.LONGEST / 4) {
        throw new IllegalArgumentException("record " + record.seq() + " is too long");
      }
      text.append(record.line()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
