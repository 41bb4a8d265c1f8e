package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.testing.Worlds;

/** What a single rule says of member 1 of a world. */
final class Judging {
  private Judging() {}

  static void allows(Guard guard, Worlds world, String because) throws Exception {
    allowed(guard.judge(world.proposal(1), world.ledger()), because);
  }

  static void allows(Filter filter, Worlds world, String because) throws Exception {
    allowed(filter.judge(world.candidate(1), world.ledger()), because);
  }

  static void refuses(Guard guard, Worlds world, String reason, String remedy) throws Exception {
    refused(guard.judge(world.proposal(1), world.ledger()), guard.rule(), reason, remedy);
  }

  static void refuses(Filter filter, Worlds world, String reason, String remedy) throws Exception {
    refused(filter.judge(world.candidate(1), world.ledger()), filter.rule(), reason, remedy);
  }

  private static void allowed(Verdict verdict, String because) {
    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    assertThat(((Verdict.Allowed) verdict).because()).isEqualTo(because);
  }

  private static void refused(Verdict verdict, String rule, String reason, String remedy) {
    assertThat(verdict).isEqualTo(new Verdict.Refused(new Refusal(rule, reason, remedy)));
  }
}
