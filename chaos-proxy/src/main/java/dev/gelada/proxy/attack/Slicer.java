package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;

/** {@code slicer}: readers that take one read for one message are found out. */
@Kinds("endpoint")
@Doc("cuts what is sent into small pieces")
public final class Slicer implements FaultAttack<Slicer.Settings> {
  /** What the file says. */
  @Example("slicer: {target: database, averageSize: 64, delay: 10ms, for: 30s}")
  public record Settings(
      @Doc("bytes of a piece on average") long averageSize,
      @Doc("by how many bytes that varies; less than the average") @Default("0") long variation,
      @Doc("wait after each piece") @Default("0s") Duration delay,
      @Doc("which bytes: downstream is from the server to the client") @Default("downstream")
          Direction direction,
      @Doc("share of the connections, 0 to 1; decided once for each") @Default("1")
          double probability) {
    public Settings {
      if (averageSize < 1 || variation < 0 || variation >= averageSize) {
        throw new IllegalArgumentException(
            "averageSize is 1 or more, and variation from 0 to less than it; not %d and %d"
                .formatted(averageSize, variation));
      }
    }
  }

  @Override
  public String name() {
    return "slicer";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public FaultOrder order(Settings settings) {
    return FaultOrder.of("slicer", settings.direction())
        .probability(settings.probability())
        .with("average_size", settings.averageSize())
        .with("size_variation", settings.variation())
        .with("delay", settings.delay().toMillis() * 1000);
  }
}
