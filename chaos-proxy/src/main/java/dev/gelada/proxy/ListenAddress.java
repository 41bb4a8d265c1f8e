package dev.gelada.proxy;

import dev.gelada.proxy.relay.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a proxy listens: as text, and as sockets have it. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Reads one; blocks while its name is looked up.
   *
   * @throws IOException if it is none, or its name is not known
   */
  static InetSocketAddress of(String listen) throws IOException {
    HostPort at =
        HostPort.of(listen)
            .orElseThrow(() -> new IOException("address " + listen + ": missing port in address"));
    if (at.host().isEmpty()) {
      return new InetSocketAddress(at.port());
    }
    InetAddress host = InetAddress.getByName(at.host());
    // all interfaces are shown as "::", also where there is no IPv6 to listen at
    return host.isAnyLocalAddress()
        ? new InetSocketAddress(at.port())
        : new InetSocketAddress(host, at.port());
  }

  /** As it is shown, and read again. */
  static String text(InetSocketAddress bound) {
    InetAddress host = bound.getAddress();
    return new HostPort(host.isAnyLocalAddress() ? "::" : host.getHostAddress(), bound.getPort())
        .toString();
  }

  /** As the operating system says it, without what Netty puts around it. */
  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("already in use") ? "bind: address already in use" : message;
  }
}
