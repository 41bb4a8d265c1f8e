package dev.gelada.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Slot;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts all claims again after an append, knowing nothing of the gate.
 *
 * @param world with all claims
 * @param last the time of the newest record
 * @param appends by strike, which append it went in with
 */
record Recount(Worlds world, Instant last, Map<StrikeId, Integer> appends) {
  void after(Slot slot, ZoneId zone, ZoneId policyZone) {
    assertThat(
            world.claims.stream()
                .filter(claim -> lasting(claim) && claim.entry().slot().equals(slot))
                .map(claim -> appends.get(claim.id()))
                .distinct())
        .as("appends of %s", slot)
        .hasSize(1);
    Set<TargetId> victims = new HashSet<>();
    Set<TargetId> openOfFile = new HashSet<>();
    Set<TargetId> open = new HashSet<>();
    for (Claim claim : world.claims) {
      if (claim.run().equals(world.run) && lasting(claim)) {
        victims.add(claim.victim());
      }
      if (claim.open()) {
        open.add(claim.victim());
        if (claim.entry().origin().name().equals(world.file)) {
          openOfFile.add(claim.victim());
        }
      }
    }
    check(world.limits, zone, victims, openOfFile, world.file);
    check(world.policy.limits(), policyZone, victims, open, "");
  }

  private void check(
      Limits limits, ZoneId in, Set<TargetId> victims, Set<TargetId> open, String file) {
    assertThat(victims).hasSizeLessThanOrEqualTo(number(limits.maxVictims()));
    assertThat(open).hasSizeLessThanOrEqualTo(number(limits.maxConcurrent()));
    Rate perGroup = Objects.requireNonNull(limits.perGroup());
    Rate total = Objects.requireNonNull(limits.total());
    Set<String> runs = new HashSet<>();
    int strikesOfFile = 0;
    for (Claim claim : world.claims) {
      if (!lasting(claim)) {
        continue;
      }
      if (claim.entry().group().equals(world.group.id()) && same(perGroup, in, claim.at())) {
        runs.add(claim.run());
      }
      if ((file.isEmpty() || claim.entry().origin().name().equals(file))
          && same(total, in, claim.at())) {
        strikesOfFile++;
      }
    }
    assertThat(runs).as("occasions, %s", perGroup).hasSizeLessThanOrEqualTo(perGroup.times());
    assertThat(strikesOfFile).as("victims, %s", total).isLessThanOrEqualTo(total.times());
    healthy(Objects.requireNonNull(limits.minHealthy()));
  }

  private void healthy(Amount least) {
    int well = 0;
    for (Target member : world.members) {
      boolean off =
          world.claims.stream()
              .anyMatch(
                  c ->
                      c.victim().equals(member.id())
                          && switch (c.state()) {
                            case CLAIMED, STRUCK, RESIDUE -> true;
                            default -> false;
                          });
      well += member.health() == Health.HEALTHY && !off ? 1 : 0;
    }
    int size = Math.max(world.group.desired(), world.members.size());
    double needed = least.percent() ? size * least.value() / 100.0 : least.value();
    boolean tookHealthy =
        world.claims.stream()
            .filter(c -> c.at().equals(last) && c.run().equals(world.run))
            .anyMatch(
                c ->
                    world.members.stream()
                        .anyMatch(m -> m.id().equals(c.victim()) && m.health() == Health.HEALTHY));
    if (tookHealthy) {
      assertThat((double) well).as("healthy of %d", size).isGreaterThanOrEqualTo(needed);
    }
  }

  /** Whether a moment lies in the same period as the newest record. */
  private boolean same(Rate rate, ZoneId in, Instant at) {
    LocalDate then = LocalDate.ofInstant(at, in);
    LocalDate today = LocalDate.ofInstant(last, in);
    return switch (rate.per()) {
      case HOUR -> !at.isBefore(last.minus(Duration.ofMinutes(60)));
      case DAY -> then.equals(today);
      case WORKDAY -> workday(then).equals(workday(today));
      case WEEK ->
          then.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                  == today.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
              && then.get(IsoFields.WEEK_BASED_YEAR) == today.get(IsoFields.WEEK_BASED_YEAR);
    };
  }

  private static LocalDate workday(LocalDate date) {
    LocalDate at = date;
    while (at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY) {
      at = at.minusDays(1);
    }
    return at;
  }

  private static boolean lasting(Claim claim) {
    return switch (claim.state()) {
      case RELEASED, UNTOUCHED -> false;
      default -> true;
    };
  }

  private static int number(@Nullable Integer limit) {
    return Objects.requireNonNull(limit);
  }
}
