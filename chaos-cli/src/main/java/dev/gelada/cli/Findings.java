package dev.gelada.cli;

import dev.gelada.core.plugin.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an examination found, in order. Not thread-safe. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** How it is with one thing. */
  enum State {
    /** As it must be. */
    OK,
    /** To be known. */
    NOTE,
    /** A right or a tool that is not there. */
    MISSING,
    /** It could not be found out. */
    UNKNOWN,
    /** A file is not right. */
    MISTAKE
  }

  /**
   * One of them, as a program reads it.
   *
   * @param about what it is about: {@code trail}, a file
   * @param state how it is
   * @param words what was found
   * @param remedy what helps; may be empty
   */
  record Finding(String about, State state, String words, String remedy) {}

  void ok(String about, String words) {
    all.add(new Finding(about, State.OK, words, ""));
  }

  void note(String about, String words) {
    all.add(new Finding(about, State.NOTE, words, ""));
  }

  void missing(String about, String words, String remedy) {
    all.add(new Finding(about, State.MISSING, words, remedy));
  }

  void missing(String about, String whose, Refusal refusal) {
    missing(
        about,
        "%s%s: %s".formatted(whose.isEmpty() ? "" : whose + ": ", refusal.rule(), refusal.reason()),
        refusal.remedy());
  }

  void unknown(String about, String words) {
    all.add(new Finding(about, State.UNKNOWN, words, ""));
  }

  void mistake(String about, String words) {
    all.add(new Finding(about, State.MISTAKE, words, ""));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  /** What was not found out weighs more than what is missing, and a bad file most. */
  ExitCode exit() {
    if (has(State.MISTAKE)) {
      return ExitCode.USAGE;
    }
    if (has(State.UNKNOWN)) {
      return ExitCode.FAILED;
    }
    return has(State.MISSING) ? ExitCode.NOT_RUN : ExitCode.DONE;
  }

  private boolean has(State state) {
    return all.stream().anyMatch(finding -> finding.state() == state);
  }

  void show(Console console) {
    String about = "";
    for (Finding finding : all) {
      if (!finding.about().equals(about)) {
        console.line(console.headline(finding.about()));
        about = finding.about();
      }
      String state = finding.state().name().toLowerCase(Locale.ROOT);
      String word =
          switch (finding.state()) {
            case OK -> console.ok(state);
            case NOTE -> console.dim(state);
            case MISSING, UNKNOWN, MISTAKE -> console.bad(state);
          };
      console.line("  %s%s  %s".formatted(word, " ".repeat(7 - state.length()), finding.words()));
      if (!finding.remedy().isEmpty()) {
        console.line("           " + finding.remedy());
      }
    }
    long missing = all.stream().filter(finding -> finding.state() == State.MISSING).count();
    console.line(
        switch (exit()) {
          case DONE -> console.ok("Nothing is missing.");
          case NOT_RUN -> console.bad(missing == 1 ? "1 is missing." : missing + " are missing.");
          case USAGE -> console.bad("A file is not right.");
          default -> console.bad("It could not all be found out.");
        });
  }
}
