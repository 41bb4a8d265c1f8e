package dev.gelada.cli;

import dev.gelada.core.config.Problem;
import java.util.List;

/**
 * Ends a command with words for whoever typed it: something outside of this program is not as it
 * must be. Never a mistake of ours, so it carries no stack trace.
 */
final class Complaint extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String remedy;
  private final transient List<Problem> problems;

  private Complaint(ExitCode code, String what, String remedy, List<Problem> problems) {
    super(what, null, false, false);
    this.code = code;
    this.remedy = remedy;
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, and what the reader can do about it; the remedy may be empty. */
  static Complaint of(ExitCode code, String what, String remedy) {
    return new Complaint(code, what, remedy, List.of());
  }

  /** A mistake on the command line. */
  static Complaint usage(String what, String remedy) {
    return of(ExitCode.USAGE, what, remedy);
  }

  /** A file that cannot be used, with all that is wrong with it. */
  static Complaint file(String name, List<Problem> problems) {
    String what =
        problems.size() == 1 ? "1 problem in " + name : problems.size() + " problems in " + name;
    return new Complaint(ExitCode.USAGE, what, "", problems);
  }

  ExitCode code() {
    return code;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }

  /** What is wrong with a file, each with its place; empty for other complaints. */
  List<Problem> problems() {
    return problems;
  }
}
