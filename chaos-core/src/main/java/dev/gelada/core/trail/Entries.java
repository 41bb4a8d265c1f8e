package dev.gelada.core.trail;

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
    return of(first) instanceof Entry.Opened opened ? opened.trail() : "";
  }

  private static String brief(RuntimeException odd) {
    String message = String.valueOf(odd.getMessage());
    return message.lines().findFirst().orElse("");
  }
}
