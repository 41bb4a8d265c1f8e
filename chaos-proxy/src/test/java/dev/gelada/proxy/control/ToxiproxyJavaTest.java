package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.proxy.testing.Server;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java client of Toxiproxy drives ours through everything that it offers. */
class ToxiproxyJavaTest {
  private Server echo;
  private Served ours;
  private ToxiproxyClient client;

  @BeforeEach
  void start() throws Exception {
    echo = Server.echo();
    ours = Served.start(ControlOptions.DEFAULT.saying("1.2.3"));
    client = new ToxiproxyClient("127.0.0.1", ours.port());
  }

  @AfterEach
  void end() {
    ours.close();
    echo.close();
  }

  @Test
  void it_makes_finds_and_deletes_proxies() throws Exception {
    assertThat(client.getProxies()).isEmpty();

    Proxy proxy = client.createProxy("redis", "127.0.0.1:0", echo.address());

    assertThat(proxy.getName()).isEqualTo("redis");
    assertThat(proxy.getUpstream()).isEqualTo(echo.address());
    assertThat(proxy.getListen()).matches("127\\.0\\.0\\.1:[1-9]\\d*");
    assertThat(proxy.isEnabled()).isTrue();
    assertThat(client.getProxies()).extracting(Proxy::getName).containsExactly("redis");
    assertThat(client.getProxy("redis").getListen()).isEqualTo(proxy.getListen());
    assertThat(client.getProxyOrNull("none")).isNull();
    assertThat(answered(proxy)).isEqualTo('x');

    proxy.delete();

    assertThat(client.getProxies()).isEmpty();
    assertThatThrownBy(() -> connect(proxy)).isInstanceOf(ConnectException.class);
  }

  @Test
  void it_disables_and_enables() throws Exception {
    Proxy proxy = client.createProxy("p", "127.0.0.1:0", echo.address());

    proxy.disable();
    assertThat(client.getProxy("p").isEnabled()).isFalse();
    assertThatThrownBy(() -> connect(proxy)).isInstanceOf(ConnectException.class);

    proxy.enable();
    assertThat(client.getProxy("p").isEnabled()).isTrue();
    assertThat(answered(proxy)).isEqualTo('x');
  }

  @Test
  void it_moves_a_proxy_and_its_upstream() throws Exception {
    Proxy proxy = client.createProxy("p", "127.0.0.1:0", "127.0.0.1:1");
    String before = proxy.getListen();

    proxy.setUpstream(echo.address());
    assertThat(client.getProxy("p").getUpstream()).isEqualTo(echo.address());
    assertThat(answered(proxy)).isEqualTo('x');

    proxy.setListen("127.0.0.1:0");
    Proxy moved = client.getProxy("p");
    assertThat(moved.getListen()).isNotEqualTo(before);
    assertThat(answered(moved)).isEqualTo('x');
  }

  @Test
  void it_sets_every_attribute_of_every_toxic() throws Exception {
    ToxicList toxics = client.createProxy("p", "127.0.0.1:0", echo.address()).toxics();

    Latency latency = toxics.latency("latency", ToxicDirection.UPSTREAM, 100);
    latency.setJitter(15).setLatency(120);
    latency.setToxicity(0.25f);
    Bandwidth bandwidth = toxics.bandwidth("bandwidth", ToxicDirection.DOWNSTREAM, 1000);
    bandwidth.setRate(2000);
    SlowClose slowClose = toxics.slowClose("slow-close", ToxicDirection.DOWNSTREAM, 10);
    slowClose.setDelay(20);
    Timeout timeout = toxics.timeout("timeout", ToxicDirection.UPSTREAM, 1000);
    timeout.setTimeout(2000);
    Slicer slicer = toxics.slicer("slicer", ToxicDirection.DOWNSTREAM, 100, 1);
    slicer.setAverageSize(200).setSizeVariation(20).setDelay(2);
    LimitData limitData = toxics.limitData("limit-data", ToxicDirection.DOWNSTREAM, 1000);
    limitData.setBytes(2000);
    ResetPeer resetPeer = toxics.resetPeer("reset-peer", ToxicDirection.UPSTREAM, 1000);
    resetPeer.setTimeout(2000);

    ToxicList fresh = client.getProxy("p").toxics();
    Latency sameLatency = fresh.get("latency", Latency.class);
    assertThat(sameLatency.getLatency()).isEqualTo(120);
    assertThat(sameLatency.getJitter()).isEqualTo(15);
    assertThat(sameLatency.getToxicity()).isEqualTo(0.25f);
    assertThat(sameLatency.getStream()).isEqualTo(ToxicDirection.UPSTREAM);
    Bandwidth sameBandwidth = fresh.get("bandwidth", Bandwidth.class);
    assertThat(sameBandwidth.getRate()).isEqualTo(2000);
    assertThat(sameBandwidth.getToxicity()).isEqualTo(1.0f);
    assertThat(sameBandwidth.getStream()).isEqualTo(ToxicDirection.DOWNSTREAM);
    assertThat(fresh.get("slow-close", SlowClose.class).getDelay()).isEqualTo(20);
    assertThat(fresh.get("timeout", Timeout.class).getTimeout()).isEqualTo(2000);
    Slicer sameSlicer = fresh.get("slicer", Slicer.class);
    assertThat(sameSlicer.getAverageSize()).isEqualTo(200);
    assertThat(sameSlicer.getSizeVariation()).isEqualTo(20);
    assertThat(sameSlicer.getDelay()).isEqualTo(2);
    assertThat(fresh.get("limit-data", LimitData.class).getBytes()).isEqualTo(2000);
    assertThat(fresh.get("reset-peer", ResetPeer.class).getTimeout()).isEqualTo(2000);
    assertThat(fresh.getAll())
        .extracting(Toxic::getName)
        .containsExactly(
            "latency", "timeout", "reset-peer", "bandwidth", "slow-close", "slicer", "limit-data");

    for (Toxic toxic : fresh.getAll()) {
      toxic.remove();
    }
    assertThat(fresh.getAll()).isEmpty();
  }

  @Test
  void what_it_sets_is_in_force_when_it_returns() throws Exception {
    Proxy proxy = client.createProxy("p", "127.0.0.1:0", echo.address());
    try (Socket socket = connect(proxy)) {
      assertThat(answered(socket)).isEqualTo('x');

      Toxic stalled = proxy.toxics().bandwidth("stall", ToxicDirection.DOWNSTREAM, 0);
      socket.getOutputStream().write('y');
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      stalled.remove();
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo('y');
    }
  }

  @Test
  void it_resets_everything() throws Exception {
    Proxy proxy = client.createProxy("p", "127.0.0.1:0", echo.address());
    proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 5000);
    proxy.disable();

    client.reset();

    assertThat(client.getProxy("p").isEnabled()).isTrue();
    assertThat(client.getProxy("p").toxics().getAll()).isEmpty();
    assertThat(answered(proxy)).isEqualTo('x');
  }

  @Test
  void it_asks_for_the_version() throws Exception {
    assertThat(client.version()).contains("1.2.3");
  }

  @Test
  void it_understands_every_no() throws Exception {
    Proxy proxy = client.createProxy("p", "127.0.0.1:0", echo.address());
    proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 1);

    says("404", "proxy not found", () -> client.getProxy("none"));
    says("409", "proxy already exists", () -> client.createProxy("p", "127.0.0.1:0", "u:1"));
    says("400", "missing required field: name", () -> client.createProxy("", ":0", "u:1"));
    says(
        "500",
        "bind: address already in use",
        () -> client.createProxy("q", proxy.getListen(), "u:1"));
    says(
        "409",
        "toxic already exists",
        () -> proxy.toxics().timeout("l", ToxicDirection.UPSTREAM, 1));
    says("404", "toxic not found", () -> proxy.toxics().get("none"));
    proxy.delete();
    says("404", "proxy not found", proxy::enable);
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void says(String status, String error, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(status)
        .hasMessageContaining(error);
  }

  private static Socket connect(Proxy proxy) throws IOException {
    String listen = proxy.getListen();
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1)));
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static int answered(Proxy proxy) throws IOException {
    try (Socket socket = connect(proxy)) {
      return answered(socket);
    }
  }

  private static int answered(Socket socket) throws IOException {
    socket.getOutputStream().write('x');
    return socket.getInputStream().read();
  }
}
