package dev.gelada.junit;

import dev.gelada.core.trail.TrailRecord;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a reader of a failed test needs of its faults: a suppressed exception of the failure,
 * without a stack of its own, so that every IDE and build shows it.
 */
public final class ChaosReport extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 200;

  private ChaosReport(String message) {
    super(message, null, false, false);
  }

  static ChaosReport of(ExtensionContext test, Scope scope) {
    List<String> lines = new ArrayList<>();
    lines.add("faults of this test, by seed " + scope.seed());
    for (ActiveFault fault : scope.faults()) {
      lines.add("  " + line(fault));
      fault.target().report().forEach(line -> lines.add("    " + line));
    }
    lines.add("the same chance again: " + again(test, scope.seed()));
    lines.add("the trail:");
    for (TrailRecord record : scope.records()) {
      lines.add(
          "  %s %s %s"
              .formatted(
                  record.at(), record.type().name().toLowerCase(Locale.ROOT), cut(record.data())));
    }
    return new ChaosReport(String.join("\n", lines));
  }

  /** One fault in one line. */
  static String line(ActiveFault fault) {
    Met met = fault.met();
    return "%s on %s: %s"
        .formatted(
            fault.fault(),
            fault.target().name(),
            met.seen() < 0
                ? "what it met cannot be seen"
                : "struck %d of %d%s"
                    .formatted(
                        met.struck(),
                        met.seen(),
                        met.decisions().isEmpty() ? "" : ", " + cut(met.decisions())));
  }

  private static String cut(Object words) {
    String text = words.toString();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static String again(ExtensionContext test, long seed) {
    String type =
        test.getTestClass().map(found -> found.getName().replaceAll(".*\\.", "")).orElse("");
    String method = test.getTestMethod().map(found -> "#" + found.getName()).orElse("");
    return "mvn test -Dtest='%s%s' -Dchaos.seed=%d (a system property, or the configuration"
            .formatted(type, method, seed)
        + " parameter chaos.seed)";
  }
}
