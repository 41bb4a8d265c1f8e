package dev.gelada.proxy;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.proxy.relay.Chance;
import dev.gelada.proxy.relay.Dialer;
import dev.gelada.proxy.relay.Exchange;
import dev.gelada.proxy.relay.Loops;
import dev.gelada.proxy.relay.Memory;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Proxies that run in this process, on event loops of their own. Thread-safe. Calls block until
 * what they ask for is in force on every connection; not to be called from an event loop.
 */
public final class Proxies implements AutoCloseable {
  private final String id = UUID.randomUUID().toString();
  private final long seed;
  private final Timekeeper time;
  private final Loops loops;
  private final Memory memory;
  private final Dialer dialer;
  private final Endings endings;
  private final TreeMap<String, Proxy> proxies = new TreeMap<>();
  private boolean closed;

  private Proxies(Options options) {
    Long wished = options.seed();
    this.seed = wished != null ? wished : new SecureRandom().nextLong();
    this.time = options.time();
    this.loops = new Loops(options.threads(), options.nativeTransport());
    this.memory = new Memory(options.buffer());
    this.dialer = new Dialer(loops, options.dialWithin());
    this.endings = new Endings(time);
  }

  /** Starts event loops; there is no proxy yet. */
  public static Proxies start(Options options) {
    return new Proxies(options);
  }

  /** Tells this set of proxies from every other, also from one that ran here before. */
  public String id() {
    return id;
  }

  /** The seed of all chance. */
  public long seed() {
    return seed;
  }

  /** {@code epoll} or {@code nio}. */
  public String transport() {
    return loops.transport();
  }

  /** Bytes that all connections together may keep, beside 64 KiB for each direction of each. */
  public long buffer() {
    return memory.size();
  }

  /** Bytes that are kept of {@link #buffer} now. */
  public long bufferUsed() {
    return memory.used();
  }

  /**
   * Makes one, its faults included, and listens if it is enabled.
   *
   * @throws ProxyTrouble if there is one of that name, or it cannot listen; then there is none
   */
  public synchronized Proxy create(ProxySpec spec) throws ProxyTrouble {
    if (closed) {
      throw new IllegalStateException("these proxies are closed");
    }
    if (proxies.containsKey(spec.name())) {
      throw new ProxyTrouble(ProxyTrouble.Kind.PROXY_EXISTS, "proxy already exists");
    }
    Proxy proxy =
        new Proxy(
            spec,
            new Exchange(loops, memory, dialer, spec.upstream()),
            Chance.seed(seed, spec.name()),
            endings);
    try {
      proxy.begin(spec.faults());
    } catch (ProxyTrouble trouble) {
      proxy.finish();
      throw trouble;
    }
    proxies.put(spec.name(), proxy);
    return proxy;
  }

  /** The one of that name. */
  public synchronized Optional<Proxy> proxy(String name) {
    return Optional.ofNullable(proxies.get(name));
  }

  /** All, sorted by name. */
  public synchronized List<Proxy> all() {
    return List.copyOf(proxies.values());
  }

  /**
   * Ends one, its connections by FIN.
   *
   * @return false when there is none
   */
  public synchronized boolean remove(String name) {
    Proxy proxy = proxies.remove(name);
    if (proxy != null) {
      proxy.finish();
    }
    return proxy != null;
  }

  /**
   * Enables every proxy and removes every fault.
   *
   * @throws ProxyTrouble if one cannot listen again; the others are enabled all the same
   */
  public void reset() throws ProxyTrouble {
    ProxyTrouble first = null;
    for (Proxy proxy : all()) {
      try {
        proxy.reset();
      } catch (ProxyTrouble trouble) {
        first = first == null ? trouble : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Ends all proxies, connections and threads. Idempotent, bounded. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    endings.close();
    proxies.values().forEach(Proxy::finish);
    proxies.clear();
    dialer.close();
    loops.close();
  }
}
