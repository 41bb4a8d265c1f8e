package dev.gelada.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules' answers for people: those that allow for the same reason share a line. */
final class Answers {
  private final Console console;

  Answers(Console console) {
    this.console = console;
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
