package dev.gelada.proxy.control;

import dev.gelada.proxy.relay.HostPort;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Socket addresses as text. */
final class Addresses {
  private Addresses() {}

  /** {@code host:port} in figures; an IPv6 address in brackets. */
  static String text(InetSocketAddress address) {
    return new HostPort(NetUtil.toAddressString(address.getAddress()), address.getPort())
        .toString();
  }
}
