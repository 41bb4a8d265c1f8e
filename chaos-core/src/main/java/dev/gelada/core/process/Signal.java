package dev.gelada.core.process;

/** The signals that are sent here, by their POSIX names. */
public enum Signal {
  /** Ends it; cannot be caught. */
  KILL,
  /** Asks it to end. */
  TERM,
  /** As Ctrl-C. */
  INT,
  /** As Ctrl-\; a JVM prints its threads and goes on. */
  QUIT,
  /** Ends it as if it had called abort(3). */
  ABRT,
  /** As if its terminal were gone; many servers read their configuration again. */
  HUP,
  /** Lets it go on. */
  CONT
}
