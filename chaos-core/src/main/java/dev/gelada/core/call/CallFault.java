package dev.gelada.core.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to a call. */
public sealed interface CallFault {
  /** Whether it can happen to a call of that kind. */
  default boolean fits(Operation operation) {
    return true;
  }

  /**
   * It waits, then goes on.
   *
   * @param delay how long
   * @param jitter how much that varies, evenly to both sides
   */
  record Delay(Duration delay, Duration jitter) implements CallFault {
    public Delay {
      if (delay.isNegative() || jitter.isNegative() || jitter.compareTo(delay) > 0) {
        throw new IllegalArgumentException("jitter is at most the delay");
      }
    }
  }

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
   * @param type what is thrown; the first that is made says whether it can be
   * @param failure makes it, a new one for each call
   * @param afterwards whether the call takes place first, and its answer is lost
   */
  record Fail(Class<?> type, Failure failure, boolean afterwards) implements CallFault {
    public Fail {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(failure, "failure");
    }

    @Override
    public boolean fits(Operation operation) {
      return operation.mayFailWith(type);
    }
  }

  /**
   * It is not made, and that is the answer.
   *
   * @param value makes the answer for a type of answer; throws {@link IllegalArgumentException}
   *     where there is none of that type
   */
  record Answer(Value value) implements CallFault {
    @Override
    public boolean fits(Operation operation) {
      try {
        Object unused = value.of(operation.returns());
        return true;
      } catch (IllegalArgumentException other) {
        return false;
      }
    }
  }

  /** Makes what is thrown. */
  interface Failure {
    /** A new one. */
    Throwable create();
  }

  /** Makes an answer. */
  interface Value {
    /** One of that type; null for void. */
    @Nullable Object of(Class<?> type);
  }
}
