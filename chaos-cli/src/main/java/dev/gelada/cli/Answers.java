package dev.gelada.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules' answers for people: those that allow for the same reason share a line. */
final class Answers {
  /** Rules whose answer says how near the limit is. */
  private static final Set<String> FIGURES =
      Set.of(
          "window",
          "minHealthy",
          "maxVictims",
          "perGroup",
          "total",
          "cooldown",
          "minGap",
          "minAge",
          "maxConcurrent",
          "maxDuration");

  /** How a list that sets no such limit says so. */
  private static final String SILENT = "sets no limit";

  private final Console console;

  Answers(Console console) {
    this.console = console;
  }

  /**
   * The rules that have figures to tell, and how many more there are; all of them are in {@code
   * explain}.
   */
  void figures(List<Shown.Answered> answers) {
    List<Shown.Answered> told =
        answers.stream()
            .filter(answer -> FIGURES.contains(answer.rule()) && !answer.reason().contains(SILENT))
            .toList();
    show(told);
    long rest =
        answers.stream()
            .filter(answer -> !told.contains(answer))
            .map(Shown.Answered::rule)
            .distinct()
            .count();
    if (rest > 0) {
      console.line(
          console.dim("  and " + rest + " more rules allow it; `gelada explain` shows each"));
    }
  }

  /** One line for each "no", and for each reason of a "yes", in the order of the answers. */
  void show(List<Shown.Answered> answers) {
    Map<Why, List<String>> rules = new LinkedHashMap<>();
    for (Shown.Answered answer : answers) {
      Why why = new Why(answer.allowed(), answer.reason(), answer.origin().equals("policy"));
      rules.computeIfAbsent(why, w -> new ArrayList<>()).add(answer.rule());
    }
    rules.forEach(
        (why, of) -> {
          String names = (why.policy() ? "policy: " : "") + String.join(", ", of);
          console.line(
              "  %s  %s %s"
                  .formatted(
                      why.allowed() ? console.ok("yes") : console.bad("NO "),
                      of.size() > 1 ? names + ":" : "%-15s".formatted(names),
                      why.reason()));
        });
  }

  private record Why(boolean allowed, String reason, boolean policy) {}
}
