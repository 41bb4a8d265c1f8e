package dev.gelada.cli;

import dev.gelada.core.Wish;
import dev.gelada.core.safety.Gate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be wished for a run beside its file. */
final class RunOptions {
  @Option(
      names = "--dry-run",
      description = "Everything but the attack itself; its records are marked dry.")
  boolean dry;

  @Option(names = "--ticket", paramLabel = "ID", description = "Kept with every claim.")
  String ticket = "";

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "All chance of the run: the same seed on the same targets, the same victims.")
  @Nullable Long seed;

  @Option(
      names = "--override",
      paramLabel = "RULE=REASON",
      description =
          "Sets a rule of the file aside, with the policy's leave; rule and reason go into the"
              + " trail.")
  Map<String, String> overrides = new LinkedHashMap<>();

  /**
   * As the run wants it.
   *
   * @param why in the words of whoever runs it; empty for the file's own
   */
  Wish wish(String why) throws Complaint {
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      String rule = override.getKey();
      if (!Gate.overridable().contains(rule)) {
        throw Complaint.usage(
            "--override: no rule named '%s' can be set aside.%s"
                .formatted(
                    rule,
                    Nearest.to(rule, Gate.overridable())
                        .map(near -> " Did you mean '" + near + "'?")
                        .orElse("")),
            "Those that can: " + String.join(", ", new TreeSet<>(Gate.overridable())) + ".");
      }
      if (override.getValue().isBlank()) {
        throw Complaint.usage(
            "--override " + rule + " gives no reason.", "Write --override '" + rule + "=REASON'.");
      }
    }
    return new Wish(dry, why, ticket, seed, overrides);
  }
}
