package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/**
 * {@code respond}: a server that says no, to the next request on each connection. Other protocols
 * go through untouched.
 */
@Kinds("endpoint")
@Doc("answers HTTP/1.1 requests itself, with an error")
public final class Respond implements FaultAttack<Respond.Settings> {
  /** What the file says. */
  @Example("respond: {target: shop, status: 503, retryAfter: 5s, for: 30s}")
  public record Settings(
      @Doc("status of the answer") @Default("503") int status,
      @Doc("what Retry-After says, in whole seconds; 0s for no such header") @Default("0s")
          Duration retryAfter,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {
    public Settings {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException("status is a number from 200 to 599, not " + status);
      }
    }
  }

  @Override
  public String name() {
    return "respond";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("respond", Direction.UPSTREAM)
        .probability(settings.probability())
        .with("status", settings.status())
        .with("retry_after", settings.retryAfter().toSeconds());
  }
}
