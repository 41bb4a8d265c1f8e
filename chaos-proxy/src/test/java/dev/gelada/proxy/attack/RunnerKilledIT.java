package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Await;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import dev.gelada.proxy.testing.EchoServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the runner, a fault ends at its deadline and traffic goes on. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class RunnerKilledIT {
  private static final Duration DELAY = Duration.ofMillis(500);
  private static final Duration QUICK = Duration.ofMillis(250);

  @TempDir Path folder = Path.of("unset");
  private final EchoServer upstream = new EchoServer();

  @AfterEach
  void end() throws Exception {
    KeptProxies.end(folder);
    upstream.close();
  }

  @Test
  void the_delay_ends_at_its_deadline_and_the_connection_lives_on() throws Exception {
    String listen = "127.0.0.1:" + KeptProxies.freePort();
    Path trail = folder.resolve("trail.jsonl");
    Path file = folder.resolve("file.yaml");
    Files.writeString(
        file,
        Runs.file(
            "{listen: \"%s\", upstream: \"%s\"}".formatted(listen, upstream.address()),
            "pause: 1s, latency: {delay: 500ms, for: 10s}"));
    Process runner = runner(trail, file);
    Await.until("started", Duration.ofSeconds(60), () -> !KeptProxies.controls(folder).isEmpty());

    try (Line line = new Line(listen)) {
      for (int inARow = 0; inARow < 3; ) { // a busy machine alone is slow for once
        inARow = line.roundTrip().compareTo(DELAY) >= 0 ? inARow + 1 : 0;
      }
      runner.destroyForcibly().waitFor();
      Instant killed = Instant.now();
      Instant endsAt = endsAt(trail);

      Instant lastSlow = killed;
      Instant firstQuick = killed;
      while (!firstQuick.isAfter(lastSlow)) {
        Instant sent = Instant.now();
        if (line.roundTrip().compareTo(QUICK) >= 0) {
          lastSlow = sent;
        } else {
          firstQuick = Instant.now();
        }
      }

      System.out.printf(
          "killed %d ms before the deadline; last delayed byte sent %d ms before it, first quick one back %d ms after%n",
          Duration.between(killed, endsAt).toMillis(),
          Duration.between(lastSlow, endsAt).toMillis(),
          Duration.between(endsAt, firstQuick).toMillis());
      assertThat(endsAt).isAfter(killed.plusSeconds(1));
      assertThat(firstQuick).isBetween(endsAt.minusMillis(100), endsAt.plusMillis(1500));
      assertThat(KeptProxies.running(folder)).hasSize(1);
      settled(trail);
      line.quick(QUICK);
    }
  }

  private Process runner(Path trail, Path file) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            RunnerMain.class.getName(),
            trail.toString(),
            folder.toString(),
            file.toString());
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("runner.log").toFile())
        .start();
  }

  private Instant endsAt(Path trail) throws Exception {
    try (Runs reading = Runs.inFile(trail, folder)) {
      Claim claim = reading.trail.ledger().open().get(0);
      return Objects.requireNonNull(claim.entry().strike().endsAt());
    }
  }

  private void settled(Path trail) throws Exception {
    try (Runs reverting = Runs.inFile(trail, folder)) {
      reverting.trail.revert();
      Ledger ledger = reverting.trail.ledger();
      assertThat(ledger.open()).isEmpty();
      assertThat(ledger.claims().values())
          .extracting(Claim::state)
          .containsExactly(Claim.State.REVERTED);
      assertThat(ledger.running()).isEmpty();
    }
  }
}
