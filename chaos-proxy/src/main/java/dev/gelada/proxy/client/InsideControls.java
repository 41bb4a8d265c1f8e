package dev.gelada.proxy.client;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The proxies of this very JVM by their URL, {@code jvm://…}, as long as they are open. */
public final class InsideControls {
  private static final String SCHEME = "jvm";
  private static final Map<URI, ControlPoint> OPEN = new ConcurrentHashMap<>();

  private InsideControls() {}

  /** The URL of a set of proxies. */
  public static URI url(String id) {
    return URI.create(SCHEME + "://p" + id); // a host begins with a letter
  }

  /** Makes it known. */
  public static void open(InsideControl control) {
    OPEN.put(control.url(), control);
  }

  /** Makes it unknown. */
  public static void close(InsideControl control) {
    OPEN.remove(control.url(), control);
  }

  /** Whether that is such a URL. */
  static boolean is(URI url) {
    return SCHEME.equals(url.getScheme());
  }

  static Optional<ControlPoint> at(URI url) {
    return Optional.ofNullable(OPEN.get(url));
  }
}
