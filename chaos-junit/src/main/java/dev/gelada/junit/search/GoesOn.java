package dev.gelada.junit.search;

import java.time.Duration;

/** The body of a test does not end, whatever is done; its stack trace is the body's. */
final class GoesOn extends AssertionError {
  private static final long serialVersionUID = 1L;

  GoesOn(Duration timeout, StackTraceElement[] body) {
    super(
        ("the test's body was not over after %d ms, goes on though it was interrupted and all"
                + " faults have ended, and so no other run can follow: the search ends here. Let"
                + " the code below end when its thread is interrupted.")
            .formatted(timeout.toMillis()));
    setStackTrace(body);
  }
}
