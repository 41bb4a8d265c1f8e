package dev.gelada.core.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file or a policy says of limits; null where it says nothing. {@code Integer.MAX_VALUE},
 * {@link Rate#UNLIMITED} and {@link Span#ZERO} are "no limit", written down.
 *
 * @param window when
 * @param minHealthy how many of a group stay healthy
 * @param maxVictims distinct victims of a run
 * @param perGroup occasions of one group, over all files
 * @param total victims: of this file, in a policy of the trail
 * @param cooldown since the group's last strike ended, over all files
 * @param minGap since the group's last occasion, over all files
 * @param minAge how long a target must have existed
 * @param maxDuration of a run
 * @param maxConcurrent victims with open strikes: of this file, in a policy of the trail
 * @param stopUnless probes that must hold all the time, by name; empty for none
 */
public record Limits(
    @Nullable Window window,
    @Nullable Amount minHealthy,
    @Nullable Integer maxVictims,
    @Nullable Rate perGroup,
    @Nullable Rate total,
    @Nullable Span cooldown,
    @Nullable Span minGap,
    @Nullable Duration minAge,
    @Nullable Duration maxDuration,
    @Nullable Integer maxConcurrent,
    List<String> stopUnless) {
  public Limits {
    stopUnless = List.copyOf(stopUnless);
  }

  /** Says nothing. */
  public static Limits unwritten() {
    return new Limits(null, null, null, null, null, null, null, null, null, null, List.of());
  }
}
