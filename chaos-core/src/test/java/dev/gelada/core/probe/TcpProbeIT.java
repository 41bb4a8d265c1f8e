package dev.gelada.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpProbeIT {
  @Test
  void holds_when_the_connection_is_accepted() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Measure measure =
          probe("127.0.0.1:" + server.getLocalPort()).measure(ProbeTesting.within(10_000));

      assertThat(measure.verdict()).isEqualTo(Measure.Verdict.HOLDS);
      assertThat(measure.unit()).isEqualTo("ms");
    }
  }

  @Test
  void is_broken_when_nobody_listens() throws Exception {
    int free;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      free = server.getLocalPort();
    }

    assertThat(probe("127.0.0.1:" + free).measure(ProbeTesting.within(10_000)).verdict())
        .isEqualTo(Measure.Verdict.BROKEN);
  }

  @Test
  void is_unknown_when_the_name_has_no_address() throws Exception {
    assertThat(probe("no-such-host.invalid:80").measure(ProbeTesting.within(20_000)).verdict())
        .isEqualTo(Measure.Verdict.UNKNOWN);
  }

  @Test
  void is_unknown_when_the_caller_has_no_time() throws Exception {
    assertThat(probe("127.0.0.1:9").measure(ProbeTesting.within(0)).verdict())
        .isEqualTo(Measure.Verdict.UNKNOWN);
  }

  @Test
  void addresses_without_a_port_are_refused_when_the_file_is_read() {
    for (String bad : List.of("host", "host:", "host:99999", ":80", "http://host:80", "h ost:80")) {
      assertThatThrownBy(() -> probe(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Probe probe(String address) {
    return new TcpProbe()
        .create(
            new TcpProbe.Settings(address, null, Duration.ofSeconds(5)), ProbeTesting.CONNECTIONS);
  }
}
