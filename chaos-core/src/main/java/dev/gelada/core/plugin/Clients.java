package dev.gelada.core.plugin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections made by connectors, each opened once, on first use. Thread-safe. */
public final class Clients implements Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

  private final List<Connector<?>> connectors;
  private final Connector.Ambient ambient;
  private final Map<Class<?>, Object> open = new HashMap<>();
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private boolean closed;

  /**
   * Connections that know these connectors.
   *
   * @param given clients that exist already, by type; they go before connectors and stay open at
   *     the end
   */
  public Clients(
      List<Connector<?>> connectors, Connector.Ambient ambient, Map<Class<?>, Object> given) {
    this.connectors = List.copyOf(connectors);
    this.ambient = ambient;
    this.open.putAll(given);
  }

  @Override
  public synchronized <C> C get(Class<C> type) {
    if (closed) {
      throw new Unreachable("asked for " + type.getSimpleName() + " after the connections closed");
    }
    Object client = open.get(type);
    if (client == null) {
      client = opened(type);
      open.put(type, client);
    }
    return type.cast(client);
  }

  private Object opened(Class<?> type) {
    for (Connector<?> connector : connectors) {
      if (connector.type().equals(type)) {
        try {
          Object client = connector.open(ambient);
          if (client instanceof AutoCloseable closeable) {
            closing.push(closeable);
          }
          return client;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new Unreachable("interrupted while opening " + type.getSimpleName(), e);
        } catch (Exception e) {
          throw new Unreachable(
              "could not open " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
      }
    }
    throw new Unreachable("no connector offers " + type.getName() + "; is its plug-in there?");
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        LOG.debug(
            "a client did not close: {}",
            e.getClass().getName()); // the next one is to be closed too
      }
    }
  }
}
