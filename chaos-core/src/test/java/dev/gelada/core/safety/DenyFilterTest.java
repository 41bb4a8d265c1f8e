package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Policy;
import dev.gelada.core.testing.Worlds;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenyFilterTest {
  private final Worlds world = new Worlds();
  private final DenyFilter filter = new DenyFilter();

  @Test
  void allows_where_the_policy_denies_nothing() throws Exception {
    allows(filter, world, "the policy denies neither attack, source nor group");
  }

  @Test
  void refuses_attacks_sources_and_groups_by_name() throws Exception {
    world.deny(new Policy.Deny(List.of("pause", "kill"), List.of(), List.of()));
    refuses(
        filter,
        world,
        "the policy denies the attack kill (deny.attacks: kill)",
        "`gelada policy show` prints it; only who sets the policy can change it.");
    world.deny(new Policy.Deny(List.of(), List.of("proc*"), List.of()));
    refuses(
        filter,
        world,
        "the policy denies the source processes (deny.sources: proc*)",
        "`gelada policy show` prints it; only who sets the policy can change it.");
    world.deny(new Policy.Deny(List.of(), List.of(), List.of("*")));
    refuses(
        filter,
        world,
        "the policy denies the group cart (deny.groups: *)",
        "`gelada policy show` prints it; only who sets the policy can change it.");
  }

  @Test
  void takes_all_but_the_star_by_the_letter() throws Exception {
    assertThat(DenyFilter.denied("group", "payments", List.of("pay.*"))).isEmpty();
    assertThat(DenyFilter.denied("group", "pay.ments", List.of("pay.*"))).isPresent();
    assertThat(DenyFilter.denied("group", "a\\Eb", List.of("a\\E*"))).isPresent();
    assertThat(DenyFilter.denied("group", "shop/payments", List.of("*/pay*ts"))).isPresent();
    assertThat(DenyFilter.denied("group", "shop/payments", List.of("payments"))).isEmpty();
    assertThat(DenyFilter.denied("group", "shop", List.of(""))).isEmpty();
  }
}
