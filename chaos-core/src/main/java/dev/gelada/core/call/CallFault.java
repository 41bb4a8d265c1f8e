package dev.gelada.core.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to a call. */
public sealed interface CallFault {
  /**
   * It waits, then goes on.
   *
   * @param delay how long
   * @param jitter how much that varies, evenly to both sides
   */
  record Delay(Duration delay, Duration jitter) implements CallFault {}

  /** It waits until the fault is over, then goes on. */
  record Hang() implements CallFault {}

  /**
   * It waits for the fault's end as long as it would for a free place, then fails; if the end comes
   * in time it goes on.
   *
   * @param most how long
   * @param failure makes what is thrown
   */
  record Starve(Duration most, Failure failure) implements CallFault {}

  /**
   * It fails.
   *
   * @param failure makes what is thrown, a new one for each call
   * @param afterwards whether the call takes place first, and its answer is lost
   */
  record Fail(Failure failure, boolean afterwards) implements CallFault {
    public Fail {
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * It is not made, and that is the answer.
   *
   * @param value what it answers
   */
  record Answer(@Nullable Object value) implements CallFault {}

  /** Makes what is thrown. */
  interface Failure {
    /** A new one. */
    Throwable create();
  }
}
