package dev.gelada.core.safety;

import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Span;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Worlds by chance, in which a good part of strikes is allowed. */
final class RandomWorlds {
  static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe");

  private final RandomGenerator random;

  RandomWorlds(RandomGenerator random) {
    this.random = random;
  }

  boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T of(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  Worlds world() {
    Worlds world = new Worlds();
    world.now = Instant.parse("2026-03-27T00:00:00Z").plusSeconds(random.nextInt(4 * 86_400));
    world.owned = one(5);
    world.optIn = one(8) ? of(List.of(OptIn.NONE, OptIn.DEFAULT, new OptIn("chaos", "y"))) : null;
    world.limits = limits(true);
    world.policy = policy();
    world.lasts = one(2) ? Duration.ofSeconds(random.nextInt(1, 600)) : null;
    world.chains = one(4);
    world.attended = one(2);
    world.leave = one(6) ? of(List.of(Leave.values())) : Leave.FREE;
    world.expiry = one(3) ? of(List.of(Undo.Expiry.values())) : Undo.Expiry.TARGET;
    world.endsBy = one(10) ? world.now.plusSeconds(random.nextInt(600)) : null;
    if (one(10)) {
      world.overrides = Map.of(of(List.of("window", "perGroup", "minGap", "total")), "because");
    }
    String enabled =
        of(List.of("true", "true", "true", "true", "true", "true", "true", "false", ""));
    world.group =
        new Group(
            Worlds.CART,
            Map.of("gelada/enabled", enabled, "chaos", of(List.of("y", "n"))),
            one(3) ? random.nextInt(6) : -1,
            !one(6),
            List.of(),
            one(4) ? Map.of("gelada/enabled", one(8) ? "False" : "true") : Map.of());
    world.members.clear();
    int size = random.nextInt(2, 7);
    for (int i = 1; i <= size; i++) {
      Health health = one(8) ? of(List.of(Health.values())) : Health.HEALTHY;
      Target member = Worlds.member(Worlds.CART, i, health);
      world.members.add(member);
      if (one(12)) {
        world.excepted.add(member.id());
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      Instant at = world.now.minusSeconds(random.nextInt(3 * 86_400));
      String by = of(List.of("run-0", "run-1", "run-2"));
      Claim.State state = of(List.of(Claim.State.values()));
      world.claimed(by, of(world.members), at, state, same -> same);
    }
    return world;
  }

  Policy policy() {
    if (one(6)) {
      return Policy.NONE;
    }
    Set<String> overrides = one(2) ? Gate.overridable() : Set.of();
    Set<String> attacks = one(4) ? Set.of("kil", "pause") : Set.of("kill");
    Policy.Allow allow = new Policy.Allow(one(2), one(2), overrides, attacks, one(2));
    List<String> patterns =
        of(List.of(List.of(), List.of(), List.of(), List.of("c*t"), List.of("pay*")));
    return new Policy("p1", limits(false), allow, new Policy.Deny(List.of(), List.of(), patterns));
  }

  Limits limits(boolean file) {
    Written said = Written.limits();
    if (file ? !one(6) : one(3)) {
      int from = random.nextInt(12);
      said.hours(from, random.nextInt(from + 1, 25), of(ZONES));
      if (!one(4)) {
        said.always(of(ZONES));
      }
    }
    said.minHealthy(one(3) ? amount() : null);
    said.maxVictims(one(3) || (file && one(2)) ? (Integer) random.nextInt(4) : null);
    said.perGroup(one(3) || (file && one(2)) ? rate() : null);
    said.total(one(4) ? rate() : null);
    said.cooldown(one(5) ? span() : null);
    said.minGap(one(5) ? span() : null);
    said.minAge(one(8) ? Duration.ofDays(random.nextInt(40)) : null);
    said.maxDuration(one(8) ? Duration.ofSeconds(random.nextInt(600)) : null);
    said.maxConcurrent(one(4) ? (Integer) random.nextInt(4) : null);
    return said.done();
  }

  Amount amount() {
    return one(2) ? new Amount(random.nextInt(4), false) : new Amount(random.nextInt(80), true);
  }

  Rate rate() {
    return one(8) ? Rate.UNLIMITED : new Rate(random.nextInt(5), of(List.of(Rate.Period.values())));
  }

  Span span() {
    return one(2)
        ? new Span(Duration.ofMinutes(random.nextInt(2_000)), 0)
        : new Span(Duration.ZERO, random.nextInt(3));
  }

  /** As written, and one thing more forbidden or less allowed. */
  Policy tighter(Policy policy) {
    Limits had = policy.limits();
    Map<Integer, Object> now = new HashMap<>();
    switch (random.nextInt(8)) {
      case 0 -> now.put(0, new Amount(100, true));
      case 1 -> now.put(1, had.maxVictims() == null ? 3 : Math.max(0, had.maxVictims() - 1));
      case 2 -> now.put(2, fewer(had.perGroup()));
      case 3 -> now.put(3, fewer(had.total()));
      case 4 -> now.put(4, had.maxConcurrent() == null ? 3 : Math.max(0, had.maxConcurrent() - 1));
      case 5 -> now.put(5, (had.minAge() == null ? Duration.ZERO : had.minAge()).plusDays(5));
      case 6 -> {
        return new Policy("p1", had, Policy.Allow.NOTHING, policy.deny());
      }
      default -> {
        Policy.Deny all = new Policy.Deny(List.of("k*"), List.of(), policy.deny().groups());
        return new Policy("p1", had, policy.allow(), one(3) ? all : policy.deny());
      }
    }
    Limits limits =
        new Limits(
            had.window(),
            (Amount) now.getOrDefault(0, had.minHealthy()),
            (Integer) now.getOrDefault(1, had.maxVictims()),
            (Rate) now.getOrDefault(2, had.perGroup()),
            (Rate) now.getOrDefault(3, had.total()),
            had.cooldown(),
            had.minGap(),
            (Duration) now.getOrDefault(5, had.minAge()),
            had.maxDuration(),
            (Integer) now.getOrDefault(4, had.maxConcurrent()),
            List.of());
    return new Policy("p1", limits, policy.allow(), policy.deny());
  }

  private static Rate fewer(@Nullable Rate rate) {
    return rate == null || rate.unlimited()
        ? new Rate(2, Rate.Period.DAY)
        : new Rate(Math.max(0, rate.times() - 1), rate.per());
  }
}
