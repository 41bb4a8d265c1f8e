package dev.gelada.proxy.attack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port from 1 to 65535
 */
record Address(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

  /**
   * Reads one.
   *
   * @param key the setting that holds it
   */
  static Address of(String key, String text) {
    Matcher matcher = FORM.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "%s is host and port, like 127.0.0.1:15432, not '%s'".formatted(key, text));
    }
    return new Address(matcher.group(1), port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
