package dev.gelada.core.trail;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a trail that is rotated remembers what is over. What is open it remembers whatever its
 * age; archives keep their records until somebody prunes them.
 *
 * @param length at least {@link #SHORTEST}
 */
public record Retention(Duration length) {
  /** Names it, in days. */
  public static final String VARIABLE = "GELADA_TRAIL_RETENTION";

  /** A rate's longest period is a calendar week, which daylight saving makes an hour longer. */
  public static final Duration SHORTEST = Duration.ofDays(8);

  /** 40 days. */
  public static final Retention USUAL = new Retention(Duration.ofDays(40));

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  public Retention {
    Objects.requireNonNull(length, "length");
    if (length.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("shorter than " + SHORTEST.toDays() + " days: " + length);
    }
  }

  /**
   * As the environment says. What it says wrongly counts as not said, with a warning: a halt must
   * be written all the same.
   */
  public static Retention of(Map<String, String> environment) {
    String said = environment.getOrDefault(VARIABLE, "").strip();
    if (said.isEmpty()) {
      return USUAL;
    }
    if (said.matches("[0-9]{1,5}") && Integer.parseInt(said) >= SHORTEST.toDays()) {
      return new Retention(Duration.ofDays(Integer.parseInt(said)));
    }
    LOG.warn(
        "{}: '{}' is no number of days from {} on; {} days are kept",
        VARIABLE,
        said,
        SHORTEST.toDays(),
        USUAL.length().toDays());
    return USUAL;
  }

  /** What was over before this is not remembered. */
  Instant since(Instant now) {
    return now.minus(length);
  }
}
