package dev.gelada.proxy.fault;

import java.util.Locale;
import java.util.Optional;

/** Which way bytes flow; Toxiproxy's "stream". */
public enum Direction {
  /** From the client to the server. */
  UPSTREAM,
  /** From the server to the client. */
  DOWNSTREAM;

  /** In lower case, as in requests. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name, in letters of any case. */
  public static Optional<Direction> of(String word) {
    for (Direction direction : values()) {
      if (direction.name().equalsIgnoreCase(word)) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }
}
