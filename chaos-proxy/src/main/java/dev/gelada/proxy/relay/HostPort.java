package dev.gelada.proxy.relay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code host:port}; the host of an IPv6 address in brackets, none for all interfaces.
 *
 * @param host a name or an address; may be empty
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
  private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:]*)):(\\d{1,5})");

  /** Reads one; empty when it is none. */
  public static Optional<HostPort> of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
      return Optional.empty();
    }
    String bracketed = matcher.group(1);
    return Optional.of(
        new HostPort(
            bracketed != null ? bracketed : matcher.group(2), Integer.parseInt(matcher.group(3))));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
