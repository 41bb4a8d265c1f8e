package dev.gelada.cli.campaign;

import dev.gelada.core.process.ProcessConnector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How long a guardian takes from its last check, the reading of the clock, to the end of its
 * signal. A shell has no clock that is fine enough, so the same commands are done many times over,
 * with a signal that does no harm, and the mean is taken.
 */
final class GuardianInstant {
  private static final int TIMES = 5_000;

  /**
   * The clock is read, compared, the identity checked again, the signal sent: as in strike.sh and
   * pause.sh.
   */
  private static final String LOOP =
      """

      i=0
      while [ $i -lt $3 ]; do
        now || exit
        [ "$now" -lt 99999999999 ] && same && kill -s CONT "$pid" || exit
        i=$((i + 1))
      done
      """;

  private GuardianInstant() {}

  /** The mean, on one victim that is let go on where it was not stopped. */
  static Duration mean(Sleepers.Sleeper victim) throws IOException, InterruptedException {
    String start = victim.id().substring(victim.id().indexOf('@') + 1);
    String pid = Long.toString(victim.process().pid());
    String script = "pid=$1 start=$2\n" + script("identity.sh") + script("clock.sh") + LOOP;
    long begun = System.nanoTime();
    Process shell =
        new ProcessBuilder(
                List.of("/bin/sh", "-c", script, "sh", pid, start, Integer.toString(TIMES)))
            .start();
    if (shell.waitFor() != 0) {
      throw new IllegalStateException("the shell gave up");
    }
    return Duration.ofNanos((System.nanoTime() - begun) / TIMES);
  }

  private static String script(String name) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(ProcessConnector.class.getResourceAsStream(name), name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
