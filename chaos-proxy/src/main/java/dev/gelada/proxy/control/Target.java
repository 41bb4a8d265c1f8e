package dev.gelada.proxy.control;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request line asks for.
 *
 * @param path decoded, so that an escaped slash parts like any other
 * @param query undecoded, without the question mark
 */
record Target(String path, String query) {
  private static final Pattern WITH_HOST = Pattern.compile("(?i)https?://[^/?]*(.*)");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static Target of(String uri) {
    Matcher absolute = WITH_HOST.matcher(uri);
    String local = absolute.matches() ? absolute.group(1) : uri;
    int end = local.indexOf('?');
    String path = end < 0 ? local : local.substring(0, end);
    return new Target(
        QueryStringDecoder.decodeComponent(path.replace("+", "%2B"), StandardCharsets.UTF_8),
        end < 0 ? "" : local.substring(end + 1));
  }

  /**
   * Its parameters, the last of each name.
   *
   * @throws IllegalArgumentException if they are malformed
   */
  Map<String, String> parameters() {
    Map<String, String> last = new LinkedHashMap<>();
    new QueryStringDecoder(query, StandardCharsets.UTF_8, false)
        .parameters()
        .forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
    return last;
  }

  /** The parts between slashes. */
  List<String> segments() {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  /** The same place without empty parts, {@code .} and {@code ..}; itself if it has none. */
  Target clean() {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String clean = "/" + String.join("/", parts);
    return new Target(path.endsWith("/") && clean.length() > 1 ? clean + "/" : clean, query);
  }

  /** Encoded for a header. */
  String encoded() {
    try {
      String path = new URI(null, null, this.path, null).toASCIIString();
      return query.isEmpty() ? path : path + "?" + query;
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
