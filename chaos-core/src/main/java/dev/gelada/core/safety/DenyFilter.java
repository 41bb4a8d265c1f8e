package dev.gelada.core.safety;

import static java.util.stream.Collectors.joining;

import dev.gelada.core.plan.Policy;
import dev.gelada.core.trail.Ledger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the policy forbids by name: attacks, sources, groups. */
final class DenyFilter implements Filter {
  static final String RULE = "deny";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    Policy.Deny deny = candidate.mission().policy().deny();
    return denied("attack", candidate.hit().type().name(), deny.attacks())
        .or(() -> denied("source", candidate.aim().source(), deny.sources()))
        .or(() -> denied("group", candidate.look().group().id().name(), deny.groups()))
        .orElseGet(() -> Verdict.yes("the policy denies neither attack, source nor group"));
  }

  /** A refusal if one of the patterns is that name; {@code *} stands for any characters. */
  static Optional<Verdict> denied(String what, String name, List<String> patterns) {
    for (String pattern : patterns) {
      String regex =
          Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(joining(".*"));
      if (Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches()) {
        return Optional.of(
            Verdict.no(
                RULE,
                "the policy denies the %s %s (deny.%ss: %s)".formatted(what, name, what, pattern),
                "`gelada policy show` prints it; only who sets the policy can change it."));
      }
    }
    return Optional.empty();
  }
}
