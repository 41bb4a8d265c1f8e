package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever a file says, it can only forbid more than the policy does. */
class PolicyPropertyTest {
  private static final int CASES = 4_000;

  private final Gate gate = new Gate(text -> text);

  @Test
  void what_a_file_under_a_policy_allows_the_policy_alone_allows() {
    AtomicInteger allowed = new AtomicInteger();
    Seeds.each(
        CASES,
        random -> {
          RandomWorlds worlds = new RandomWorlds(random);
          Worlds world = worlds.world();
          int victims = random.nextInt(1, 3);
          boolean before = allows(world, victims);
          List<Answer> policys = policys(world, victims);
          permit(world);
          if (before) {
            allowed.incrementAndGet();
            assertThat(Gate.refusals(answers(world, victims))).isEmpty();
          }
          assertThat(policys(world, victims))
              .as("a policy's rules never read a file")
              .isEqualTo(policys);
        });
    assertThat(allowed.get()).as("cases that mean something").isGreaterThan(CASES / 20);
  }

  @Test
  void a_stricter_policy_never_allows_more() {
    AtomicInteger allowed = new AtomicInteger();
    AtomicInteger forbidden = new AtomicInteger();
    Seeds.each(
        CASES,
        random -> {
          RandomWorlds worlds = new RandomWorlds(random);
          Worlds world = worlds.world();
          int victims = random.nextInt(1, 3);
          Policy loose = world.policy;
          boolean before = allows(world, victims);
          world.policy = worlds.tighter(loose);
          if (allows(world, victims)) {
            allowed.incrementAndGet();
            assertThat(before).as("under the looser %s", loose).isTrue();
          } else if (before) {
            forbidden.incrementAndGet();
          }
        });
    assertThat(allowed.get()).as("allowed by both").isGreaterThan(CASES / 30);
    assertThat(forbidden.get()).as("forbidden by the stricter one").isGreaterThan(CASES / 200);
  }

  /** A file that forbids nothing and asks for no more leave than the policy gives. */
  private static void permit(Worlds world) {
    world.limits = Written.unlimited("UTC").done();
    world.overrides = Map.of();
    world.endsBy = null;
    world.attended = true;
    world.excepted.clear();
    world.optIn = world.policy.allow().optInNone() || world.owned ? OptIn.NONE : OptIn.DEFAULT;
  }

  private List<Answer> answers(Worlds world, int victims) {
    return gate.strikes(
        IntStream.rangeClosed(1, victims).mapToObj(world::proposal).toList(), world.ledger());
  }

  private boolean allows(Worlds world, int victims) {
    return Gate.refusals(answers(world, victims)).isEmpty();
  }

  /** What the policy's limits say; leave for opt-in and overrides is asked for by the file. */
  private List<Answer> policys(Worlds world, int victims) {
    return answers(world, victims).stream()
        .filter(answer -> answer.origin() == Origin.POLICY)
        .filter(answer -> !answer.rule().equals("opt-in") && !answer.rule().equals("override"))
        .toList();
  }
}
