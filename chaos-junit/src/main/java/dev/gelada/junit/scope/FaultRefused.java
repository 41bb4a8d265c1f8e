package dev.gelada.junit.scope;

/** A fault could not be put where it was asked for; the message says why and what to do. */
public final class FaultRefused extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With these words. */
  public FaultRefused(String message) {
    super(message);
  }
}
