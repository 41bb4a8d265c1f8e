package dev.gelada.proxy.control;

import dev.gelada.proxy.relay.HostPort;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a proxy is to listen, nothing at all meaning any port on all interfaces, with its host
 * looked up: two ways to write the same place are the same. May block for as long as a name takes.
 */
final class Listen {
  private static final String ANYWHERE = ":0";
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

  private Listen() {}

  /**
   * Address and port in figures.
   *
   * @throws Unresolved in Toxiproxy's words
   */
  static String resolved(String listen) throws Unresolved {
    Optional<HostPort> parsed = HostPort.of(listen.isEmpty() ? ANYWHERE : listen);
    if (parsed.isEmpty()) {
      throw new Unresolved(listen);
    }
    String host = parsed.get().host();
    if (host.isEmpty()) {
      return parsed.get().toString();
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return new HostPort(NetUtil.toAddressString(address), parsed.get().port()).toString();
    } catch (UnknownHostException unknown) {
      throw new Unresolved(host, unknown);
    }
  }

  /** It is no address, or its name is not known. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;

    private Unresolved(String listen) {
      super(problem(listen, listen.substring(listen.lastIndexOf(':') + 1)));
    }

    private Unresolved(String host, UnknownHostException unknown) {
      super("lookup %s: no such host".formatted(host), unknown);
    }

    private static String problem(String listen, String port) {
      if (listen.indexOf(':') < 0) {
        return "address %s: missing port in address".formatted(listen);
      }
      return NUMBER.matcher(port).matches()
          ? "address %s: invalid port".formatted(port)
          : "lookup tcp/%s: unknown port".formatted(port);
    }

    Declined declined() {
      return new Declined(500, "listen", String.valueOf(getMessage()));
    }

    /** As the error of listening. */
    Declined listening() {
      return new Declined(500, "listen", "listen tcp: " + getMessage());
    }
  }
}
