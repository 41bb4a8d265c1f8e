package dev.gelada.proxy.control;

import dev.gelada.proxy.Options;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.testing.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Proxies with a control server on a free port, for one test. */
final class Served implements AutoCloseable {
  static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  final Proxies proxies;
  final ControlServer server;

  private Served(Proxies proxies, ControlServer server) {
    this.proxies = proxies;
    this.server = server;
  }

  static Served start() throws IOException {
    return start(ControlOptions.DEFAULT);
  }

  static Served start(ControlOptions options) throws IOException {
    return start(options, Limits.USUAL);
  }

  static Served start(ControlOptions options, Limits limits) throws IOException {
    Proxies proxies = Proxies.start(Options.DEFAULT.withSeed(42));
    try {
      return new Served(proxies, ControlServer.start(proxies, options.at(FREE), limits));
    } catch (IOException failed) {
      proxies.close();
      throw failed;
    }
  }

  int port() {
    return server.address().getPort();
  }

  RawHttp.Response send(String method, String target) throws IOException {
    return RawHttp.send(port(), method, target);
  }

  RawHttp.Response send(String method, String target, String body) throws IOException {
    return RawHttp.send(port(), method, target, body);
  }

  @Override
  public void close() {
    server.close();
    proxies.close();
  }
}
