package dev.gelada.core.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Drains a program's output, so that it never waits for us, and remembers the first line only. The
 * thread ends when the last process that holds the output has ended.
 */
final class FirstLine {
  private static final int BOUND = 256;

  /** The output of a program that has ended is there already; this is for the draining thread. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final StringBuilder line = new StringBuilder();
  private final Thread thread;

  private FirstLine(InputStream output) {
    thread = new Thread(() -> drain(output), "gelada-command-probe");
    thread.setDaemon(true);
  }

  static FirstLine of(InputStream output) {
    FirstLine first = new FirstLine(output);
    first.thread.start();
    return first;
  }

  /** The number on the first line; empty if it is none. */
  Optional<Double> number() throws InterruptedException {
    thread.join(PATIENCE.toMillis());
    synchronized (line) {
      try {
        String text = line.toString().strip();
        // only plain numbers: Java would also take NaN, Infinity, 0x1p3 and 1d
        return text.matches("[-+]?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,3})?")
            ? Optional.of(Double.valueOf(text))
            : Optional.empty();
      } catch (NumberFormatException none) {
        return Optional.empty();
      }
    }
  }

  private void drain(InputStream output) {
    boolean first = true;
    byte[] bytes = new byte[4096];
    try (output) {
      for (int n = output.read(bytes); n >= 0; n = output.read(bytes)) {
        first = first && keep(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException closed) {
      // the process was killed; what it printed no longer matters
    }
  }

  /** Whether the line may go on. */
  private boolean keep(String text) {
    int end = text.indexOf('\n');
    synchronized (line) {
      line.append(text, 0, Math.min(end < 0 ? text.length() : end, BOUND));
      return end < 0 && line.length() < BOUND;
    }
  }
}
