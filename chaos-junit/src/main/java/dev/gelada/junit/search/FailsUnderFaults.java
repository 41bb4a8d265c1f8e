package dev.gelada.junit.search;

import org.jspecify.annotations.Nullable;

/** The result of a search that found something; the cause is the test's own failure. */
final class FailsUnderFaults extends AssertionError {
  private static final long serialVersionUID = 1L;

  FailsUnderFaults(String text, @Nullable Throwable failure) {
    super(text, failure);
  }
}
