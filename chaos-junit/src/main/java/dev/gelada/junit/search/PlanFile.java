package dev.gelada.junit.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as a file of the ordinary format.
 *
 * @param test class and method, as people know it
 * @param name the experiment's
 * @param wholeTest how long a fault stands that stands for the whole test
 */
record PlanFile(String test, String name, Duration wholeTest) {
  /** The file's text. */
  String text(Plan plan, long seed) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Found by @ChaosSearch with seed %d: the smallest faults under which the"
            .formatted(seed));
    lines.add("# test " + test + " fails.");
    lines.add("gelada: 1");
    lines.add("name: " + quoted(lower(name)));
    lines.add("why: " + quoted(test + " passes although this happens"));
    lines.add("");
    lines.add("targets:");
    Set<String> targets = new LinkedHashSet<>();
    plan.faults().forEach(fault -> targets.add(fault.target()));
    targets.forEach(
        target ->
            lines.add("  %s: {test: {name: %s}}".formatted(quoted(key(target)), quoted(target))));
    lines.add("");
    lines.add("steps:");
    if (plan.faults().size() == 1) {
      branch(plan.faults().get(0)).forEach(step -> lines.add("  - " + step));
    } else {
      lines.add("  - together:");
      for (Planned fault : plan.faults()) {
        List<String> steps = branch(fault);
        lines.add("      - - " + steps.get(0));
        steps.stream().skip(1).forEach(step -> lines.add("        - " + step));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> branch(Planned fault) {
    List<String> steps = new ArrayList<>();
    if (!fault.begins().isZero()) {
      steps.add("pause: " + Ladder.START.text(fault.start()));
    }
    List<String> settings = new ArrayList<>();
    settings.add("target: " + quoted(key(fault.target())));
    for (Map.Entry<String, Object> each : fault.settings().entrySet()) {
      settings.add(each.getKey() + ": " + value(each.getValue()));
    }
    String lasts = fault.lasts(wholeTest);
    if (!lasts.isEmpty()) {
      settings.add("for: " + lasts);
    }
    steps.add("%s: {%s}".formatted(fault.sort().attack(), String.join(", ", settings)));
    return steps;
  }

  /** A name for a file: in lower case. */
  private static String lower(String name) {
    String words =
        name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String last = words.substring(Math.max(0, words.length() - 60));
    return last.replaceAll("^[^a-z]+", "").replaceAll("-$", "");
  }

  /** A name for a target, as near as can be. */
  private static String key(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "-");
    String begun = plain.matches("[A-Za-z].*") ? plain : "t" + plain;
    boolean word = begun.matches("(?i)y|n|yes|no|on|off|true|false|null");
    String whole = word ? begun + "-" : begun;
    return whole.substring(Math.max(0, whole.length() - 60)).replaceAll("^[^A-Za-z]+", "t");
  }

  private static String value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(PlanFile::value).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  /** Bare where that is surely the same text in every version of YAML. */
  private static String quoted(String text) {
    boolean bare = text.matches("[A-Za-z][A-Za-z0-9_.-]*|[0-9]+(ms|s|KiB)");
    boolean word = text.matches("(?i)y|n|yes|no|on|off|true|false|null");
    return bare && !word
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${") + "\"";
  }
}
