package dev.gelada.proxy.client;

import dev.gelada.proxy.fault.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it is asked for.
 *
 * @param type what it does, as in requests
 * @param direction to which bytes; of no meaning for some
 * @param probability with which a connection gets it
 * @param attributes its settings: whole numbers and words
 * @param endsAt when it is to be over; null while that is not known
 * @param seed of its chance
 */
public record FaultOrder(
    String type,
    Direction direction,
    double probability,
    Map<String, Object> attributes,
    @Nullable Instant endsAt,
    long seed) {
  public FaultOrder {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(direction, "direction");
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability is more than 0 and at most 1, not " + probability);
    }
    attributes = Map.copyOf(attributes);
  }

  /** One that strikes every connection, without settings yet. */
  public static FaultOrder of(String type, Direction direction) {
    return new FaultOrder(type, direction, 1, Map.of(), null, 0);
  }

  /** The same for a share of the connections. */
  public FaultOrder probability(double chance) {
    return new FaultOrder(type, direction, chance, attributes, endsAt, seed);
  }

  /** The same with one more setting. */
  public FaultOrder with(String name, long value) {
    return with(name, (Object) value);
  }

  /** The same with one more setting, in whole milliseconds. */
  public FaultOrder with(String name, Duration value) {
    return with(name, (Object) value.toMillis());
  }

  /** The same with one more setting, a word. */
  public FaultOrder with(String name, String value) {
    return with(name, (Object) value);
  }

  private FaultOrder with(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put(name, value);
    return new FaultOrder(type, direction, probability, all, endsAt, seed);
  }

  /** The same with an end and a seed. */
  public FaultOrder until(@Nullable Instant end, long chance) {
    return new FaultOrder(type, direction, probability, attributes, end, chance);
  }
}
