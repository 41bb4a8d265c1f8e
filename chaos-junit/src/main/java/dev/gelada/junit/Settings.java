package dev.gelada.junit;

import dev.gelada.junit.scope.Nearest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is set for a test.
 *
 * @param seed of all chance
 * @param guard what happens if a fault met nothing
 * @param most how long a fault stands at most
 * @param table whether all faults are listed at the end of the build
 */
record Settings(long seed, Guard guard, Duration most, boolean table) {
  private static final long RANDOM = new SecureRandom().nextLong() >>> 16;

  /** What happens if a fault met nothing. */
  enum Guard {
    FAIL,
    WARN,
    OFF
  }

  static Settings of(ExtensionContext test) {
    return new Settings(
        Nearest.annotation(test, ChaosSeed.class)
            .map(ChaosSeed::value)
            .or(() -> test.getConfigurationParameter("chaos.seed", Long::valueOf))
            .orElse(RANDOM),
        test.getConfigurationParameter(
                "chaos.guard", word -> Guard.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Guard.FAIL),
        test.getConfigurationParameter("chaos.max-fault-duration", Times::of)
            .orElse(Duration.ofSeconds(30)),
        test.getConfigurationParameter("chaos.report").filter("table"::equals).isPresent());
  }
}
