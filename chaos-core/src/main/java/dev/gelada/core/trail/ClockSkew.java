package dev.gelada.core.trail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * This machine's clock is too far behind the trail's last record to begin anything: windows and
 * rates would be judged at a time that is over. Halts and settlements are never refused for it.
 */
public final class ClockSkew extends IOException {
  private static final long serialVersionUID = 1L;

  ClockSkew(Instant own, Instant last, Duration most) {
    super(
        "this clock says %s, %s behind the trail's last record of %s; at most %s is allowed. Set the clock (NTP), or wait"
            .formatted(own, words(Duration.between(own, last)), last, words(most)));
  }

  private static String words(Duration duration) {
    return "%d.%03d s".formatted(duration.toSeconds(), duration.toMillisPart());
  }
}
