package dev.gelada.junit.jdbc;

import dev.gelada.core.call.CallPoint;
import dev.gelada.core.call.Patience;
import org.jspecify.annotations.Nullable;

/** One call on its way through the faults, and what became of it. Of one thread. */
final class Passage {
  private final CallPoint.Real real;
  private @Nullable Object answer;
  private @Nullable Throwable own;
  private boolean made;

  Passage(CallPoint.Real real) {
    this.real = real;
  }

  /** Makes the call. What it opened is closed again if the answer is lost. */
  @Nullable Object through(CallPoint point, String operation, Patience patience) throws Throwable {
    try {
      return point.through(operation, this::make, patience);
    } catch (Throwable e) {
      if (answer instanceof AutoCloseable lost) {
        close(lost);
      }
      throw e;
    }
  }

  private @Nullable Object make() throws Throwable {
    try {
      answer = real.call();
      made = true;
      return answer;
    } catch (Throwable e) {
      own = e;
      throw e;
    }
  }

  /** Whether it took place. */
  boolean made() {
    return made;
  }

  /** Whether a fault threw that, and not the call itself. */
  boolean injected(Throwable thrown) {
    return thrown != own;
  }

  private static void close(AutoCloseable lost) {
    try {
      lost.close();
    } catch (Exception e) {
      // nobody has it
    }
  }
}
