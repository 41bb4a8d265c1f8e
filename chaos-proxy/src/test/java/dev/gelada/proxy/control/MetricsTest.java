package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.testing.RawHttp;
import dev.gelada.proxy.testing.Server;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void nothing_is_there_unless_it_is_asked_for() throws Exception {
    try (Served served = Served.start()) {
      assertThat(served.send("GET", "/metrics").status()).isEqualTo(404);
    }
  }

  @Test
  void traffic_and_faults_are_counted_while_they_last() throws Exception {
    try (Server echo = Server.echo();
        Served served = Served.start(ControlOptions.DEFAULT.withMetrics())) {
      served.send(
          "POST",
          "/gelada/v1/proxies",
          """
          {"name": "p", "listen": "127.0.0.1:0", "upstream": "%s",
           "faults": [{"name": "slow", "type": "latency", "attributes": {"latency": 50}}]}
          """
              .formatted(echo.address()));
      Proxy proxy = served.proxies.proxy("p").orElseThrow();
      int port = proxy.address().orElseThrow().getPort();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(new byte[7]);
        socket.getInputStream().readNBytes(7);

        RawHttp.Response response = served.send("GET", "/metrics");

        assertThat(response.header("Content-Type"))
            .contains("text/plain; version=0.0.4; charset=utf-8");
        String labels =
            "listener=\"%s\",proxy=\"p\",upstream=\"%s\"".formatted(proxy.listen(), echo.address());
        assertThat(response.body())
            .contains("# TYPE toxiproxy_proxy_received_bytes_total counter\n")
            .contains(
                "toxiproxy_proxy_received_bytes_total{direction=\"upstream\"," + labels + "} 7\n")
            .contains(
                "toxiproxy_proxy_sent_bytes_total{direction=\"downstream\"," + labels + "} 7\n")
            .contains("gelada_proxy_connections_open{proxy=\"p\"} 1\n")
            .contains("gelada_proxy_connections_accepted_total{proxy=\"p\"} 1\n")
            .contains("gelada_proxy_dial_failures_total{proxy=\"p\"} 0\n")
            .contains(
                "gelada_proxy_fault_connections_total{fault=\"slow\",proxy=\"p\",type=\"latency\"} 1\n")
            .containsPattern(
                "gelada_proxy_fault_applied_total\\{fault=\"slow\",proxy=\"p\",type=\"latency\"} [1-9]")
            .contains("gelada_process_threads ");
      }
    }
  }

  @Test
  void names_cannot_break_the_format() throws Exception {
    Exposition text = new Exposition();
    text.family("f", "gauge", "A family");
    text.sample(1, "proxy", "a\"b\\c\nd");
    text.sample(2);

    assertThat(text)
        .hasToString("# HELP f A family\n# TYPE f gauge\nf{proxy=\"a\\\"b\\\\c\\nd\"} 1\nf 2\n");
  }
}
