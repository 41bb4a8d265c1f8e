package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Window;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.MemoryTrailStore;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Over random worlds, histories, limits and policies: what plan and explain say is what run does.
 */
class PlanIsWhatRunDoesTest {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @AfterAll
  static void end() {
    THREADS.shutdownNow();
  }

  @Test
  void the_same_victims_or_the_same_rules() {
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger struck = new AtomicInteger();
    Set<String> rules = new TreeSet<>();
    Seeds.each(
        1000,
        random -> {
          World world = world(random);
          Errand errand = world.errand(world.kills());
          Engine engine = world.engine("1@1");
          Ledger ledger = engine.trail().read();
          Judgement planned = new Preview(engine).of(errand, ledger).get(0);

          Striker.Outcome done =
              new Striker(
                      engine,
                      new Settler(engine),
                      THREADS,
                      new Reins(engine.trail().read().haltedAfter()))
                  .strike(errand, world.kills());

          if (done instanceof Striker.Outcome.Refused no) {
            refused.incrementAndGet();
            assertThat(planned.allowed()).isFalse();
            assertThat(rules(no.why())).isEqualTo(rules(planned.refusals())).isNotEmpty();
            assertThat(world.kill.applied()).isEmpty();
            rules.addAll(rules(no.why()));
          } else {
            struck.incrementAndGet();
            assertThat(planned.allowed()).isTrue();
            assertThat(victims(world, errand)).isEqualTo(victims(planned));
          }
        });

    // both ways were met often enough to mean something, and by many rules
    assertThat(refused.get()).isGreaterThan(200);
    assertThat(struck.get()).isGreaterThan(100);
    assertThat(rules)
        .contains("window", "minHealthy", "perGroup", "total", "no-targets", "halted", "deny");
  }

  @Test
  void a_member_that_explain_refuses_is_never_struck() {
    AtomicInteger explained = new AtomicInteger();
    Seeds.each(
        500,
        random -> {
          World world = world(random);
          Errand errand = world.errand(world.kills());
          Engine engine = world.engine("1@1");
          Ledger ledger = engine.trail().read();
          Judge judge = new Judge(engine);
          Set<TargetId> forbidden = new TreeSet<>();
          for (String group : List.of("cart", "mail")) {
            for (int i = 0; i < 5; i++) {
              String member = group + "-" + i;
              judge
                  .explain(errand, world.kills(), ledger, member)
                  .filter(judgement -> !judgement.allowed())
                  .ifPresent(judgement -> forbidden.add(FakeTargets.member(member)));
            }
          }
          explained.addAndGet(forbidden.size());

          new Striker(
                  engine,
                  new Settler(engine),
                  THREADS,
                  new Reins(engine.trail().read().haltedAfter()))
              .strike(errand, world.kills());

          assertThat(victims(world, errand)).noneMatch(forbidden::contains);
        });
    assertThat(explained.get()).isGreaterThan(500);
  }

  private static Set<String> rules(List<Refusal> refusals) {
    Set<String> rules = new TreeSet<>();
    refusals.forEach(no -> rules.add(no.rule()));
    return rules;
  }

  private static Set<TargetId> victims(Judgement judgement) {
    Set<TargetId> ids = new TreeSet<>();
    judgement.claims().forEach(claim -> ids.add(claim.strike().victim().id()));
    return ids;
  }

  private static Set<TargetId> victims(World world, Errand errand) throws Exception {
    Set<TargetId> ids = new TreeSet<>();
    world.ledger().claims().values().stream()
        .filter(claim -> claim.run().equals(errand.id()))
        .forEach(claim -> ids.add(claim.victim()));
    return ids;
  }

  /** Mostly a world where a strike is possible, with one or two things in the way. */
  private static World world(RandomGenerator random) throws Exception {
    World world = new World(new MemoryTrailStore(), ManualTime.onATuesdayMorning());
    if (random.nextInt(3) == 0) {
      world.targets.group("mail", 1 + random.nextInt(4));
    }
    if (random.nextInt(8) == 0) {
      world.targets.group(
          "cart", 3, Map.of("gelada/enabled", random.nextBoolean() ? "false" : "no"));
    }
    for (int i = 0; i < 3; i++) {
      if (random.nextInt(6) == 0) {
        world.targets.health(
            FakeTargets.member("cart-" + i),
            random.nextBoolean() ? Health.UNHEALTHY : Health.UNKNOWN);
      }
    }
    if (random.nextInt(12) == 0) {
      world.targets.hold("cart", new Refusal("rollout", "a rollout is under way.", "Wait."));
    }
    world.limits = limits(random);
    if (random.nextInt(6) == 0) {
      world.policy = policy(random);
    }
    history(world, random);
    return world;
  }

  private static void history(World world, RandomGenerator random) {
    int before = random.nextInt(3);
    for (int i = 0; i < before; i++) {
      boolean pause = random.nextBoolean();
      Step.Hit hit = pause ? world.pauses(Duration.ofMinutes(1)) : world.kills();
      Entry.Claimed claim =
          world.leaves(
              "p" + i,
              hit,
              "cart-" + i,
              pause ? world.time.instant().plus(Duration.ofMinutes(1)) : null);
      switch (random.nextInt(4)) {
        case 0 -> world.writes("", new Entry.Struck(claim.strike().id(), false, Map.of()));
        case 1 -> world.writes("", new Entry.Released(claim.strike().id(), "late"));
        case 2 -> world.writes("", new Entry.Failed(claim.strike().id(), "seen untouched"));
        default -> {} // still unknown
      }
      ((ManualTime) world.time).advance(Duration.ofMinutes(random.nextInt(90)));
    }
    if (random.nextInt(12) == 0) {
      world.writes("", new Entry.Halted("fire"));
    }
  }

  private static Limits limits(RandomGenerator random) {
    return new Limits(
        window(random),
        new Amount(random.nextInt(3), false),
        or(random, Integer.MAX_VALUE, 1),
        or(random, Rate.UNLIMITED, new Rate(1, Rate.Period.WORKDAY)),
        or(random, Rate.UNLIMITED, new Rate(1, Rate.Period.HOUR)),
        or(random, Span.ZERO, new Span(Duration.ofMinutes(30), 0)),
        or(random, Span.ZERO, new Span(Duration.ZERO, 1)),
        Duration.ZERO,
        null,
        or(random, Integer.MAX_VALUE, 1),
        List.of());
  }

  private static <T> T or(RandomGenerator random, T usual, T strict) {
    return random.nextInt(6) == 0 ? strict : usual;
  }

  private static Window window(RandomGenerator random) {
    boolean open = random.nextInt(6) != 0;
    return new Window(
        false,
        EnumSet.allOf(DayOfWeek.class),
        Duration.ZERO,
        open ? Duration.ofDays(1) : Duration.ofHours(9),
        ZoneOffset.UTC,
        List.of(),
        List.of());
  }

  private static Policy policy(RandomGenerator random) {
    @Nullable Rate total = random.nextBoolean() ? new Rate(1, Rate.Period.WEEK) : null;
    Limits limits =
        new Limits(null, null, null, null, total, null, null, null, null, null, List.of());
    Policy.Deny deny =
        random.nextBoolean()
            ? new Policy.Deny(List.of("spy-*"), List.of(), List.of())
            : new Policy.Deny(List.of(), List.of(), List.of("mail*"));
    return new Policy("p", limits, Policy.Allow.NOTHING, deny);
  }
}
