package dev.gelada.core.plugin;

import java.util.Objects;

/**
 * A "no" as a value: which rule, why, and what the reader can do about it.
 *
 * @param rule the rule's name, as it stands in files and in {@code explain}
 * @param reason what was found and what the limit is, with figures
 * @param remedy what would change the answer
 */
public record Refusal(String rule, String reason, String remedy) {
  public Refusal {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(remedy, "remedy");
  }

  @Override
  public String toString() {
    return "Refused by " + rule + ": " + reason + (remedy.isEmpty() ? "" : " " + remedy);
  }
}
