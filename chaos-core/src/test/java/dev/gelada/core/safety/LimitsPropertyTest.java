package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Claims are made whenever the gate allows, by several files and runs, while the clock jumps over
 * midnights and changes of the clock; whoever counts again afterwards finds no limit exceeded.
 */
class LimitsPropertyTest {
  private static final AtomicInteger CLAIMS = new AtomicInteger();

  @Test
  void no_sequence_of_allowed_claims_exceeds_a_limit() {
    CLAIMS.set(0);
    Seeds.each(1_000, random -> new Life(random).live());
    assertThat(CLAIMS.get()).as("claims that were allowed").isGreaterThan(4_000);
  }

  /** One trail over two groups. */
  private static final class Life {
    private final RandomGenerator random;
    private final RandomWorlds chance;
    private final Gate gate = new Gate(text -> text);
    private final Worlds world = new Worlds();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, List<Target>> members = new HashMap<>();
    private final Map<StrikeId, Integer> appends = new HashMap<>();
    private final ZoneId zone;
    private final ZoneId policyZone;
    private Instant last = Instant.EPOCH;
    private int strikes;
    private int renewed;

    Life(RandomGenerator random) {
      this.random = random;
      chance = new RandomWorlds(random);
      String name = chance.of(RandomWorlds.ZONES);
      zone = ZoneId.of(name);
      String policyName = chance.of(RandomWorlds.ZONES);
      policyZone = ZoneId.of(policyName);
      world.limits = limits(name);
      world.policy = new Policy("p1", limits(policyName), Policy.Allow.NOTHING, Policy.NONE.deny());
      for (String group : List.of("cart", "shop")) {
        int desired = chance.one(3) ? random.nextInt(8) : -1;
        groups.put(
            group,
            new Group(
                Worlds.groupId(group), Map.of("gelada/enabled", "true"), desired, true, List.of()));
        members.put(
            group, new ArrayList<>(Worlds.members(Worlds.groupId(group), random.nextInt(3, 7))));
      }
      world.now =
          chance
              .of(
                  List.of(
                      Instant.parse("2026-03-27T20:00:00Z"), // Berlin springs forward
                      Instant.parse("2026-10-23T20:00:00Z"), // and back
                      Instant.parse("2026-04-03T12:00:00Z"), // Lord Howe by half an hour
                      Instant.parse("2010-11-05T20:00:00Z"))) // St John's, a minute past midnight
              .plusSeconds(random.nextInt(86_400));
    }

    private Limits limits(String name) {
      return Written.unlimited(name)
          .minHealthy(chance.amount())
          .maxVictims(random.nextInt(1, 5))
          .perGroup(rate())
          .total(rate())
          .maxConcurrent(random.nextInt(1, 6))
          .done();
    }

    private Rate rate() {
      return new Rate(random.nextInt(1, 7), chance.of(List.of(Rate.Period.values())));
    }

    void live() {
      for (int i = 0; i < 80; i++) {
        world.now =
            world.now.plusSeconds(
                chance.one(5)
                    ? -random.nextInt(6)
                    : chance.one(3) ? random.nextInt(40_000) : random.nextInt(600));
        settle();
        age();
        attempt();
      }
    }

    private void attempt() {
      String name = chance.of(List.of("cart", "shop"));
      world.group = Objects.requireNonNull(groups.get(name));
      world.members = Objects.requireNonNull(members.get(name));
      world.takes = List.of(new Prepared.Take(Worlds.groupId(name), 1));
      world.file = chance.of(List.of("one", "two"));
      world.run = "run-" + (strikes / 4 + random.nextInt(2));
      world.when = chance.one(3) ? "2026-03-" + random.nextInt(10) : world.run + "/" + strikes;
      world.lasts = chance.one(2) ? Duration.ofMinutes(random.nextInt(1, 90)) : null;
      world.claim =
          c ->
              new Entry.Claimed(
                  new Strike(
                      new StrikeId("s" + strikes++),
                      "kill",
                      c.strike().victim(),
                      c.strike().endsAt(),
                      1),
                  c.intent(),
                  c.lease(),
                  c.slot(),
                  c.origin(),
                  false);
      List<Proposal> step = new ArrayList<>();
      Set<Integer> chosen = new HashSet<>();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int member = random.nextInt(1, world.members.size() + 1);
        if (chosen.add(member)) {
          step.add(world.proposal(member));
        }
      }
      if (Gate.refusals(gate.strikes(step, world.ledger())).isEmpty()) {
        Instant read = world.now;
        last = later(last, read.plusMillis(random.nextInt(20_000)));
        for (Proposal proposal : step) {
          world.claims.add(
              new Claim(
                  world.claims.size() + 1L,
                  last,
                  world.run,
                  proposal.claim(),
                  Claim.State.CLAIMED,
                  null,
                  ""));
          appends.put(proposal.claim().strike().id(), strikes);
          CLAIMS.incrementAndGet();
        }
        new Recount(world, last, appends).after(step.get(0).claim().slot(), zone, policyZone);
      }
    }

    /** Some open claims come to an end; what was killed is read as unhealthy. */
    private void settle() {
      for (int i = 0; i < world.claims.size(); i++) {
        Claim claim = world.claims.get(i);
        if (!claim.open() || !chance.one(3)) {
          continue;
        }
        Claim.State state =
            claim.state() == Claim.State.CLAIMED
                ? chance.of(
                    List.of(
                        Claim.State.STRUCK,
                        Claim.State.STRUCK,
                        Claim.State.RELEASED,
                        Claim.State.UNTOUCHED,
                        Claim.State.FAILED,
                        Claim.State.RESIDUE))
                : Claim.State.REVERTED;
        last = later(last, world.now);
        Claim settled =
            new Claim(claim.seq(), claim.at(), claim.run(), claim.entry(), state, null, "");
        world.claims.set(
            i,
            settled.open()
                ? settled
                : new Claim(claim.seq(), claim.at(), claim.run(), claim.entry(), state, last, ""));
      }
    }

    /** Members fall ill, recover, and are replaced when they were killed. */
    private void age() {
      for (List<Target> group : members.values()) {
        for (int i = 0; i < group.size(); i++) {
          Target member = group.get(i);
          boolean killed =
              world.claims.stream()
                  .anyMatch(c -> c.strikesOff() && !c.open() && c.victim().equals(member.id()));
          if (killed && chance.one(3)) {
            TargetId id = member.id();
            group.set(
                i,
                with(
                    member,
                    new TargetId(id.place(), id.kind(), id.name(), "9@" + renewed++),
                    Health.HEALTHY));
          } else if (chance.one(12)) {
            group.set(i, with(member, member.id(), chance.of(List.of(Health.values()))));
          }
        }
      }
    }

    private static Target with(Target target, TargetId id, Health health) {
      return new Target(
          id, target.group(), "", target.labels(), target.startedAt(), health, List.of());
    }

    private static Instant later(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }
  }
}
