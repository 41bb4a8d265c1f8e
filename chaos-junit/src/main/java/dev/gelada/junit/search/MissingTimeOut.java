package dev.gelada.junit.search;

import java.time.Duration;

/** The body of a test took longer than a try may; its stack trace is the body's then. */
final class MissingTimeOut extends AssertionError {
  private static final long serialVersionUID = 1L;

  MissingTimeOut(Duration timeout, StackTraceElement[] body) {
    super(
        "the test's body was not over after %d ms: a time-out is missing, or longer"
            .formatted(timeout.toMillis()));
    setStackTrace(body);
  }
}
