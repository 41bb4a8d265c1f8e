package dev.gelada.junit.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the tries of a search met. Not thread-safe. */
final class Tally {
  private final Map<String, Integer> struckBy = new TreeMap<>();
  private final Map<String, Integer> refused = new LinkedHashMap<>();
  private int plans;
  private int struck;
  private int skipped;

  void add(Tried tried) {
    plans++;
    struck += tried.vacuous() ? 0 : 1;
    skipped += tried.end() == Tried.End.SKIPPED ? 1 : 0;
    for (int i = 0; i < tried.struck().size(); i++) {
      Tried.Struck met = tried.struck().get(i);
      if (met.times() > 0) {
        struckBy.merge(tried.plan().faults().get(i).sort().attack(), 1, Integer::sum);
      }
      if (!met.refused().isEmpty()) {
        refused.merge(met.refused(), 1, Integer::sum);
      }
    }
  }

  /** Whether no fault of any plan met anything. */
  boolean vacuous() {
    return struck == 0;
  }

  /** In one line, and one more for each reason why a fault could not be put. */
  String text() {
    String by =
        struckBy.entrySet().stream()
            .map(each -> each.getKey() + " in " + each.getValue())
            .collect(Collectors.joining(", "));
    StringBuilder text =
        new StringBuilder("%d of %d plans struck something".formatted(struck, plans));
    if (!by.isEmpty()) {
      text.append(" (").append(by).append(")");
    }
    if (struck < plans) {
      text.append(", ").append(plans - struck).append(" met nothing");
    }
    if (skipped > 0) {
      text.append(", ").append(skipped).append(" skipped themselves");
    }
    refused.forEach(
        (why, times) -> text.append("\nnot put, ").append(times).append("x: ").append(why));
    return text.toString();
  }
}
