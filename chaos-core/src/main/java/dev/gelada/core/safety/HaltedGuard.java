package dev.gelada.core.safety;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.trail.Ledger;
import java.util.Optional;

/** After {@code halted} nothing is claimed until {@code resumed}. */
final class HaltedGuard implements Guard {
  static final String RULE = "halted";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Proposal proposal, Ledger ledger) {
    return refusal(ledger)
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> Verdict.yes("not halted"));
  }

  static Optional<Refusal> refusal(Ledger ledger) {
    return Optional.ofNullable(ledger.halted())
        .map(
            halted ->
                new Refusal(
                    RULE,
                    "everything on this trail is halted: " + halted.reason(),
                    "When that is over: `gelada resume --why …`."));
  }
}
