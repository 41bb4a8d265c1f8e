package dev.gelada.proxy;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it is asked for.
 *
 * @param name unique for its proxy
 * @param type what it does
 * @param direction to which bytes
 * @param probability with which a connection gets it, decided once for each; Toxiproxy's toxicity.
 *     Numbers outside 0 to 1 act as the nearer of both
 * @param attributes its settings
 * @param endsAt when the proxy removes it by itself; null for never
 * @param seed of its chance; null for one derived from the proxy's
 */
public record FaultSpec(
    String name,
    FaultType type,
    Direction direction,
    double probability,
    Attributes attributes,
    @Nullable Instant endsAt,
    @Nullable Long seed) {
  public FaultSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(attributes, "attributes");
  }

  /** The same with other settings and another probability. */
  public FaultSpec with(Attributes settings, double chance) {
    return new FaultSpec(name, type, direction, chance, settings, endsAt, seed);
  }
}
