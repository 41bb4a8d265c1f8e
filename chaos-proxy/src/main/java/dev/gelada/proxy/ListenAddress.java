package dev.gelada.proxy;

import dev.gelada.proxy.relay.HostPort;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/** Where a proxy listens, in the words of Toxiproxy's interface. */
final class ListenAddress {
  /** Where it listens if nobody said anything. */
  private static final String ANYWHERE = ":0";

  /** Why the operating system does not let a socket listen. */
  private static final List<String> REFUSALS =
      List.of("address already in use", "cannot assign requested address", "permission denied");

  private ListenAddress() {}

  /**
   * As it is asked for; blocks while its name is looked up.
   *
   * @throws IOException if it is none, or its name is not known
   */
  static InetSocketAddress of(String listen) throws IOException {
    HostPort at =
        HostPort.of(listen.isEmpty() ? ANYWHERE : listen)
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

  /** As it is bound. */
  static String text(InetSocketAddress bound) {
    InetAddress host = bound.getAddress();
    return new HostPort(
            host.isAnyLocalAddress() ? "::" : NetUtil.toAddressString(host), bound.getPort())
        .toString();
  }

  /** As the operating system says it, without what Netty puts around it, in Go's letters. */
  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return REFUSALS.stream()
        .filter(refusal -> message.toLowerCase(Locale.ROOT).contains(refusal))
        .map(refusal -> "bind: " + refusal)
        .findFirst()
        .orElse(message);
  }
}
