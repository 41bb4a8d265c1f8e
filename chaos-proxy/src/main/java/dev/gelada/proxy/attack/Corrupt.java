package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;

/** {@code corrupt}: a line that garbles. Which bytes depends on the run's seed only. */
@Kinds("endpoint")
@Doc("flips a bit in some of the bytes")
public final class Corrupt implements FaultAttack<Corrupt.Settings> {
  /** What the file says. */
  @Example("corrupt: {target: database, perMillion: 100, for: 30s}")
  public record Settings(
      @Doc("about how many of a million bytes get one bit flipped") int perMillion,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {
    public Settings {
      if (perMillion < 1 || perMillion > 1_000_000) {
        throw new IllegalArgumentException(
            "perMillion is a number from 1 to 1000000, not " + perMillion);
      }
    }
  }

  @Override
  public String name() {
    return "corrupt";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("corrupt", settings.direction())
        .probability(settings.probability())
        .with("rate", settings.perMillion());
  }
}
