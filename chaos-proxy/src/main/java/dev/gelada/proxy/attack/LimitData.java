package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/** {@code limit-data}: answers that end in the middle. */
@Kinds("endpoint")
@Doc("closes a connection after so many bytes")
public final class LimitData implements FaultAttack<LimitData.Settings> {
  /** What the file says. */
  @Example("limit-data: {target: database, bytes: 4096, for: 30s}")
  public record Settings(
      @Doc("how many go through; 0 closes at the first one") long bytes,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {
    public Settings {
      if (bytes < 0) {
        throw new IllegalArgumentException("bytes is 0 or more, not " + bytes);
      }
    }
  }

  @Override
  public String name() {
    return "limit-data";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("limit_data", settings.direction())
        .probability(settings.probability())
        .with("bytes", settings.bytes());
  }
}
