package dev.gelada.junit.target;

import dev.gelada.proxy.Options;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.inside.OwnProxies;
import org.jspecify.annotations.Nullable;

/** The proxies of all {@link TcpTarget}s of this JVM: begun with the first, ended with the last. */
final class Lines {
  private static @Nullable Lines shared;
  private static int users;

  private final Proxies proxies = Proxies.start(Options.DEFAULT);
  private final OwnProxies known = OwnProxies.open(proxies);

  private Lines() {}

  static synchronized Lines enter() {
    Lines there = shared;
    if (there == null) {
      there = new Lines();
      shared = there;
    }
    users++;
    return there;
  }

  static synchronized void leave() {
    users--;
    Lines there = shared;
    if (users == 0 && there != null) {
      shared = null;
      there.known.close();
      there.proxies.close();
    }
  }

  Proxies proxies() {
    return proxies;
  }

  OwnProxies known() {
    return known;
  }
}
