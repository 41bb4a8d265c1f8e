package dev.gelada.cli;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.testing.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Keeps what a command line prints, so that a test can read it. */
final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Surroundings around;

  Screen(boolean terminal, Map<String, String> environment) {
    around =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal,
            environment,
            ManualTime.onATuesdayMorning(),
            Redactor.of(environment));
  }

  static Screen piped() {
    return new Screen(false, Map.of());
  }

  Surroundings around() {
    return around;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
