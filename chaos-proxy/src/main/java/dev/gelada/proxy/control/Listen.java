package dev.gelada.proxy.control;

import dev.gelada.proxy.relay.HostPort;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a proxy is to listen, with its host looked up: two ways to write the same place are the
 * same. May block for as long as a name takes.
 */
final class Listen {
  private static final String ANYWHERE = ":0";

  private Listen() {}

  /** As it was written; nothing at all means any port on all interfaces. */
  static String written(String listen) {
    return listen.isEmpty() ? ANYWHERE : listen;
  }

  /**
   * Address and port in figures.
   *
   * @throws Unresolved in Toxiproxy's words
   */
  static String resolved(String listen) throws Unresolved {
    Optional<HostPort> parsed = HostPort.of(written(listen));
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
      throw new Unresolved(unknown);
    }
  }

  /** It is no address, or its name is not known. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;

    private Unresolved(String listen) {
      super(
          listen.indexOf(':') < 0
              ? "address %s: missing port in address".formatted(listen)
              : "address %s: invalid port"
                  .formatted(listen.substring(listen.lastIndexOf(':') + 1)));
    }

    private Unresolved(UnknownHostException unknown) {
      super("lookup %s: no such host".formatted(unknown.getMessage()), unknown);
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
