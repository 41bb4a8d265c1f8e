package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Planner;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Schedule.When;
import dev.gelada.core.plan.Simulation;
import dev.gelada.core.plan.Span;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Group;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A simulation says of planned runs what the guards would say of them. */
class SimulationAgreesTest {
  private static final List<Rate.Period> PERIODS = List.of(Rate.Period.values());
  private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

  @Test
  void on_random_limits_of_file_and_policy() {
    Seeds.each(
        300,
        random -> {
          Worlds world = new Worlds();
          world.limits = limits(random, Written.limits().zone("Europe/Berlin"));
          Limits said = limits(random, Written.limits());
          world.policy(random.nextInt(3) == 0 ? Policy.NONE.limits() : said);
          When when =
              new When.MeanTimeBetween(
                  random.nextBoolean()
                      ? new Span(Duration.ZERO, random.nextInt(1, 4))
                      : new Span(Duration.ofMinutes(random.nextInt(30, 700)), 0),
                  null);
          String trail = "trail-" + random.nextInt();
          Simulation simulation = simulation(world, when, random.nextInt(1, 4));

          Map<String, Integer> refused = new TreeMap<>();
          int allowed = 0;
          for (DayPlan plan : simulation.plans(trail).toList()) {
            for (PlannedRun run : plan.runs()) {
              String no = judged(world, run);
              if (no.isEmpty()) {
                allowed++;
              } else {
                refused.merge(no, 1, Integer::sum);
              }
            }
          }

          Simulation.Played played = simulation.play(trail, true);
          assertThat(played.refused()).isEqualTo(refused);
          assertThat(played.allowed()).isEqualTo(allowed);
        });
  }

  private static Simulation simulation(Worlds world, When when, int groups) {
    EffectiveLimits file = EffectiveLimits.ofFile(world.experiment(), world.policy, false);
    EffectiveLimits policy = EffectiveLimits.ofPolicy(world.policy, false);
    Calendar calendar = file.calendar();
    List<@Nullable Group> all = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      all.add(Worlds.group("group-" + i));
    }
    return new Simulation(
        MONDAY
            .datesUntil(MONDAY.plusDays(15))
            .map(
                date ->
                    new Planner.Day(
                        world.file,
                        when,
                        calendar,
                        date,
                        calendar.windowOn(date).stream().toList(),
                        Duration.ofSeconds(30)))
            .toList(),
        all,
        List.of(
            new Simulation.Rules(file.limits(), file.calendar(), true),
            new Simulation.Rules(policy.limits(), policy.calendar(), false)),
        List.of(),
        1);
  }

  /** The rule that refuses, by the real guards in their order; a run that is allowed strikes. */
  private static String judged(Worlds world, PlannedRun run) throws Exception {
    world.group = Worlds.group(String.valueOf(run.group() == null ? "" : run.group().name()));
    world.members = new ArrayList<>(Worlds.members(world.group.id(), 3));
    world.run = "run of " + run.text();
    world.when = world.run;
    world.now = run.at();
    for (Guard guard :
        List.of(
            new PerGroupGuard(Origin.FILE),
            new PerGroupGuard(Origin.POLICY),
            new TotalGuard(Origin.FILE),
            new TotalGuard(Origin.POLICY),
            new CooldownGuard(Origin.FILE),
            new CooldownGuard(Origin.POLICY),
            new MinGapGuard(Origin.FILE),
            new MinGapGuard(Origin.POLICY))) {
      if (guard.judge(world.proposal(1), world.ledger()) instanceof Verdict.Refused) {
        return guard.rule();
      }
    }
    world.claimed(world.run, 1, run.at().toString(), Claim.State.STRUCK);
    Claim claim = world.claims.remove(world.claims.size() - 1);
    world.claims.add(
        new Claim(claim.seq(), run.at(), claim.run(), claim.entry(), claim.state(), run.at(), ""));
    return "";
  }

  private static Limits limits(RandomGenerator random, Written written) {
    return written
        .perGroup(random.nextInt(3) == 0 ? null : rate(random, 3))
        .total(random.nextInt(3) == 0 ? null : rate(random, 5))
        .cooldown(random.nextInt(3) == 0 ? span(random) : null)
        .minGap(random.nextInt(2) == 0 ? span(random) : null)
        .done();
  }

  private static Rate rate(RandomGenerator random, int most) {
    return random.nextInt(8) == 0
        ? Rate.UNLIMITED
        : new Rate(random.nextInt(1, most + 1), PERIODS.get(random.nextInt(PERIODS.size())));
  }

  private static Span span(RandomGenerator random) {
    return random.nextBoolean()
        ? new Span(Duration.ofMinutes(random.nextInt(0, 3_000)), 0)
        : new Span(Duration.ZERO, random.nextInt(0, 4));
  }
}
