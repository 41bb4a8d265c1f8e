package dev.gelada.core.plugin;

import java.util.Map;

/**
 * How a provider opens its client. Found by {@link java.util.ServiceLoader}.
 *
 * @param <C> the client; closed with the {@link Connections} if it is {@link AutoCloseable}
 */
public interface Connector<C> {
  /** The type by which plug-ins ask. */
  Class<C> type();

  /** Opens the client. May block; called once. */
  C open(Ambient ambient) throws Exception;

  /**
   * What surrounds this process.
   *
   * @param environment environment variables
   * @param time the clock
   * @param stateFolder a folder of this user that survives the process, for example for logs
   */
  record Ambient(Map<String, String> environment, Timekeeper time, java.nio.file.Path stateFolder) {
    public Ambient {
      environment = Map.copyOf(environment);
    }
  }
}
