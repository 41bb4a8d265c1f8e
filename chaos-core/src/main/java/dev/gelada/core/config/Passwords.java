package dev.gelada.core.config;

import dev.gelada.core.plugin.Redactor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords in URIs: secrets wherever the URI stands, and also when the rest of it is no URI. */
final class Passwords {
  private static final Pattern USER_INFO = Pattern.compile("//([^/?#]*)@");

  /** A percent sign that begins no escape; a decoder would throw at it. */
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Passwords() {}

  /** Tells the redactor of each, as written and decoded: either may come back in an error. */
  static void learn(String text, Redactor redactor) {
    Matcher matcher = USER_INFO.matcher(text);
    while (matcher.find()) {
      String info = matcher.group(1);
      String password = info.substring(info.indexOf(':') + 1);
      redactor.add(password);
      String escaped = LONE_PERCENT.matcher(password).replaceAll("%25").replace("+", "%2B");
      redactor.add(URLDecoder.decode(escaped, StandardCharsets.UTF_8));
    }
  }

  /** The text without them. */
  static String masked(String text) {
    return USER_INFO.matcher(text).replaceAll("//***@");
  }
}
