package dev.gelada.proxy;

import java.util.List;
import java.util.Objects;

/**
 * A proxy as it is asked for.
 *
 * @param name unique
 * @param listen {@code host:port}; port 0 for any free one; no host for all interfaces
 * @param upstream {@code host:port} of the server
 * @param enabled whether it listens
 * @param faults there before the first connection
 */
public record ProxySpec(
    String name, String listen, String upstream, boolean enabled, List<FaultSpec> faults) {
  public ProxySpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(listen, "listen");
    Objects.requireNonNull(upstream, "upstream");
    faults = List.copyOf(faults);
  }
}
