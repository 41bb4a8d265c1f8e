package dev.gelada.core.trail;

import java.util.Locale;
import java.util.Optional;

/** The types of record. The name in the file is the constant's in lower case. */
public enum RecordType {
  OPENED,
  STARTED,
  PLANNED,
  REFUSED,
  CLAIMED,
  STRUCK,
  UNTOUCHED,
  RELEASED,
  FAILED,
  PROBED,
  ABORTED,
  REVERTED,
  RESIDUE,
  HALTED,
  RESUMED,
  MISSED,
  LAUNCHED,
  CLEANED,
  POLICY,
  APPROVED,
  NOTE,
  CHECKPOINT,
  ENDED;

  /** As it stands in the file. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that text; empty for one that a newer Gelada wrote. */
  public static Optional<RecordType> of(String text) {
    for (RecordType type : values()) {
      if (type.text().equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Changes nothing that a guard judges by: after it a judgement need not be made again. */
  public boolean neutral() {
    return switch (this) {
      case PROBED, NOTE, REFUSED, PLANNED, STARTED, CHECKPOINT -> true;
      default -> false;
    };
  }

  /** Must fit on a full disk too: it ends something or says how something ended. */
  public boolean urgent() {
    return switch (this) {
      case HALTED,
          STRUCK,
          UNTOUCHED,
          RELEASED,
          FAILED,
          ABORTED,
          REVERTED,
          RESIDUE,
          CLEANED,
          ENDED ->
          true;
      default -> false;
    };
  }
}
