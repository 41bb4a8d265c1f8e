package dev.gelada.junit.search;

import java.util.List;

/**
 * The values that a part of a fault can take, weakest first; a fault holds the place in the list.
 */
enum Ladder {
  /** How long something is held up. */
  DELAY("50ms", "100ms", "200ms", "500ms", "1s", "2s", "5s"),
  /** Bytes in a second. */
  RATE("64KiB", "16KiB", "4KiB", "1KiB"),
  /** After the body's begin. */
  START("0s", "20ms", "50ms", "100ms", "200ms", "500ms", "1s"),
  /** How long a fault stands; what is behind the last is the whole test. */
  LENGTH("500ms", "1s", "2s", "5s", ""),
  /** Of a fault that has no such part. */
  NONE("");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> rungs;

  Ladder(String... rungs) {
    this.rungs = List.of(rungs);
  }

  int size() {
    return rungs.size();
  }

  /** As a file says it; empty for what needs no word. */
  String text(int rung) {
    return rungs.get(rung);
  }

  /** In milliseconds; only of one that holds times. */
  long millis(int rung) {
    String text = rungs.get(rung);
    return text.endsWith("ms")
        ? Long.parseLong(text.substring(0, text.length() - 2))
        : Long.parseLong(text.substring(0, text.length() - 1)) * 1000;
  }
}
