package dev.gelada.core.run;

/**
 * It could not be found out what is there; not the same as nothing being there. No secrets in the
 * message.
 */
public final class LookFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** That this could not be done: {@code find targets of web}. */
  public LookFailed(String doing, String failure, Throwable cause) {
    super("could not " + doing + ": " + failure, cause);
  }
}
