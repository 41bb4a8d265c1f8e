package dev.gelada.proxy;

import java.util.List;
import java.util.Optional;

/**
 * Proxies that run in this process, on event loops of their own. Thread-safe. Calls block until
 * what they ask for is in force on every connection; not to be called from an event loop.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Proxies implements AutoCloseable {
  private Proxies() {}

  /** Starts event loops; there is no proxy yet. */
  public static Proxies start(Options options) {
    throw new UnsupportedOperationException(options.toString());
  }

  /** Tells this set of proxies from every other, also from one that ran here before. */
  public String id() {
    throw new UnsupportedOperationException();
  }

  /** The seed of all chance. */
  public long seed() {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes one, its faults included, and listens if it is enabled.
   *
   * @throws ProxyTrouble if there is one of that name, or it cannot listen; then there is none
   */
  public Proxy create(ProxySpec spec) throws ProxyTrouble {
    throw new UnsupportedOperationException(spec.toString());
  }

  /** The one of that name. */
  public Optional<Proxy> proxy(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** All, sorted by name. */
  public List<Proxy> all() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends one, its connections by FIN.
   *
   * @return false when there is none
   */
  public boolean remove(String name) {
    throw new UnsupportedOperationException(name);
  }

  /**
   * Enables every proxy and removes every fault.
   *
   * @throws ProxyTrouble if one cannot listen again; the others are enabled all the same
   */
  public void reset() throws ProxyTrouble {
    throw new UnsupportedOperationException();
  }

  /** Ends all proxies, connections and threads. Idempotent, bounded. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
