package dev.gelada.cli;

/** How a command ended, as a script sees it. The numbers are a promise: none changes meaning. */
public enum ExitCode {
  /** The hypothesis held, or what was asked is done. */
  DONE(0),
  /** The hypothesis is broken. */
  BROKEN(1),
  /** A mistake in a file or on the command line. */
  USAGE(2),
  /** Not run: a rule, the window or a halt said no, or there was nobody to strike. */
  NOT_RUN(3),
  /** Aborted, and everything was put back. */
  ABORTED(4),
  /** Could not be carried out or found out. */
  FAILED(5),
  /** Something may still be struck: a person must look. */
  RESIDUE(6);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** As the operating system gets it. */
  public int number() {
    return number;
  }

  /** The code of that number. */
  static ExitCode of(int number) {
    return values()[number];
  }
}
