package dev.gelada.core.trail;

import java.io.IOException;

/** Reads what records say. */
public final class Entries {
  private Entries() {}

  /**
   * What the record says.
   *
   * @throws BadTrail if its data does not fit its type, which only a newer Gelada writes
   */
  public static Entry of(TrailRecord record) throws BadTrail {
    try {
      return EntryJson.read(record.type(), record.data());
    } catch (RuntimeException odd) {
      BadTrail bad =
          BadTrail.newer(
              "record " + record.seq(),
              "data of '" + record.type().text() + "' that this Gelada cannot read: " + brief(odd));
      bad.initCause(odd);
      throw bad;
    }
  }

  /** The trail's id, as the first record that is left of a trail says it; empty if it does not. */
  static String trail(TrailRecord first) throws BadTrail {
    Entry entry = of(first);
    return entry instanceof Entry.Checkpoint checkpoint
        ? summary(first, checkpoint).trail()
        : entry instanceof Entry.Opened opened ? opened.trail() : "";
  }

  /** The fold that a checkpoint holds. */
  static Summary summary(TrailRecord record, Entry.Checkpoint checkpoint) throws BadTrail {
    try {
      return Summary.read(checkpoint.ledger());
    } catch (IOException odd) {
      BadTrail bad =
          BadTrail.newer(
              "record " + record.seq(),
              "a checkpoint that this Gelada cannot read: " + odd.getMessage());
      bad.initCause(odd);
      throw bad;
    }
  }

  /** Why it ended as it did; empty where it says nothing of that. */
  static String reason(Entry.OfStrike entry) {
    if (entry instanceof Entry.Untouched untouched) {
      return untouched.why().reason();
    } else if (entry instanceof Entry.Released released) {
      return released.reason();
    } else if (entry instanceof Entry.Failed failed) {
      return failed.reason();
    } else if (entry instanceof Entry.Reverted reverted) {
      return reverted.how();
    } else if (entry instanceof Entry.Residue residue) {
      return residue.reason();
    }
    return "";
  }

  static String brief(RuntimeException odd) {
    String message = String.valueOf(odd.getMessage());
    return message.lines().findFirst().orElse("");
  }
}
