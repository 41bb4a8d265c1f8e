package dev.gelada.core.testing;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** Connections through the connectors of the class path, for tests against real systems. */
public final class RealConnections implements Connections {
  private final Connector.Ambient ambient;
  private final Map<Class<?>, Object> open = new HashMap<>();

  public RealConnections(Connector.Ambient ambient) {
    this.ambient = ambient;
  }

  @Override
  public synchronized <C> C get(Class<C> type) {
    return type.cast(open.computeIfAbsent(type, this::open));
  }

  private Object open(Class<?> type) {
    for (Connector<?> connector : ServiceLoader.load(Connector.class)) {
      if (connector.type() == type) {
        try {
          return connector.open(ambient);
        } catch (Exception failed) {
          throw new Unreachable("cannot open " + type.getName(), failed);
        }
      }
    }
    throw new Unreachable("no connector for " + type.getName());
  }

  @Override
  public synchronized void close() {
    for (Object client : open.values()) {
      if (client instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception failed) {
          throw new AssertionError("cannot close " + client, failed);
        }
      }
    }
    open.clear();
  }
}
