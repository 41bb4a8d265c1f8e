package dev.gelada.cli.canary;

import dev.gelada.core.plugin.Connector;

/** A client that cannot be opened; why, it says with its password. */
public interface LeakyClient {
  /** Its connector. */
  final class Opening implements Connector<LeakyClient> {
    @Override
    public Class<LeakyClient> type() {
      return LeakyClient.class;
    }

    @Override
    public LeakyClient open(Ambient ambient) {
      String password = ambient.environment().getOrDefault("LEAKY_PASSWORD", "");
      throw Leak.failure("login refused", password);
    }
  }
}
