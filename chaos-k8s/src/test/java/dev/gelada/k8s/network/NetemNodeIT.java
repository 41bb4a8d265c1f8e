package dev.gelada.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.RealSystem;
import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The very command lines of pod-latency and pod-loss, run by the agent under a Debian kernel in a
 * guest of QEMU: the kernels that tests run on often have no netem.
 */
@Timeout(600)
class NetemNodeIT {
  private static final Path SCRIPT =
      ControlPlane.module().resolve("src/test/cluster/netem-guest.sh");

  private static final Shape LATE = Shape.delay("eth0", Duration.ofMillis(200), Duration.ZERO);
  private static final Shape VARYING =
      Shape.delay("eth0", Duration.ofMillis(100), Duration.ofMillis(50));
  private static final Shape LOSSY = Shape.loss("eth0", 30);

  /**
   * What a guest measured.
   *
   * @param rtt mean round trip in ms
   * @param loss in percent
   */
  private record Measured(double rtt, double loss) {
    static Measured of(String text) {
      String[] words = text.split(" ");
      return new Measured(
          words[0].equals("-") ? Double.NaN : Double.parseDouble(words[0]),
          Double.parseDouble(words[1]));
    }
  }

  @Test
  void the_agent_delays_and_drops_what_a_pod_sends_and_takes_it_away_again() throws Exception {
    RealSystem.needed(script("able").code() == 0, script("able").output());
    List<Shape> shapes = List.of(LATE, VARYING, LOSSY);
    List<String> command = new ArrayList<>(List.of("run"));
    shapes.forEach(shape -> command.add(String.join(" ", shape.qdisc())));

    Ended guest = script(command.toArray(String[]::new));

    System.out.print(guest.output());
    for (Shape shape : shapes) {
      Case seen = seen(guest.output(), shape);
      assertThat(seen.exit()).isZero();
      assertThat(seen.left()).contains("noqueue").doesNotContain("netem");
      assertThat(seen.before().rtt()).isLessThan(40);
      assertThat(seen.after().rtt()).isLessThan(40);
      assertThat(seen.after().loss()).isZero();
    }
    assertThat(seen(guest.output(), LATE).during().rtt()).isBetween(199.0, 260.0);
    assertThat(seen(guest.output(), LATE).during().loss()).isZero();
    assertThat(seen(guest.output(), VARYING).during().rtt()).isBetween(80.0, 160.0);
    // 50 pings: what is outside has less than one chance in a thousand
    assertThat(seen(guest.output(), LOSSY).during().loss()).isBetween(8.0, 54.0);
    assertThat(guest.output())
        .containsPattern("GUEST undo\\|agent 0\\|undo 0\\|left qdisc noqueue");
  }

  /** What the guest said of one qdisc. */
  private record Case(Measured before, Measured during, Measured after, int exit, String left) {}

  private static Case seen(String output, Shape shape) {
    Matcher line =
        Pattern.compile(
                "GUEST qdisc\\|%s\\|before (.*)\\|during (.*)\\|after (.*)\\|exit (\\d+)\\|left (.*)"
                    .formatted(Pattern.quote(String.join(" ", shape.qdisc()))))
            .matcher(output);
    assertThat(line.find()).as("%s in %s", shape, output).isTrue();
    return new Case(
        Measured.of(line.group(1)),
        Measured.of(line.group(2)),
        Measured.of(line.group(3)),
        Integer.parseInt(line.group(4)),
        line.group(5));
  }

  /** A script that has ended. */
  private record Ended(int code, String output) {}

  private static Ended script(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(10, TimeUnit.MINUTES) ? process.exitValue() : -1, output);
  }
}
