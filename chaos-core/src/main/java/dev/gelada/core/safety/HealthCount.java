package dev.gelada.core.safety;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * How healthy a group is: what was read, corrected by identity with what the trail knows.
 *
 * @param look what was read
 * @param healthy who is read as healthy and is not struck off
 * @param struckOff how many are read as healthy and struck off by the trail
 * @param unknown how many could not be read; they count as unhealthy
 * @param unnamed how many more open strikes take without saying whom
 */
record HealthCount(Look look, Set<TargetId> healthy, int struckOff, int unknown, int unnamed) {
  static HealthCount of(Look look, Ledger ledger, Instant now) {
    Set<TargetId> struck = ledger.struckOff();
    Set<TargetId> healthy = new HashSet<>();
    Set<TargetId> off = new HashSet<>();
    int unknown = 0;
    for (Target member : look.members()) {
      if (member.health() == Health.HEALTHY) {
        (struck.contains(member.id()) ? off : healthy).add(member.id());
      } else if (member.health() == Health.UNKNOWN) {
        unknown++;
      }
    }
    return new HealthCount(
        look, healthy, off.size(), unknown, unnamed(look.group().id(), ledger, now));
  }

  /** How many stay healthy for certain as things are. */
  int left() {
    return healthy.size() - unnamed;
  }

  /** How large the group is, or wants to be. */
  int size() {
    return Math.max(look.group().desired(), look.members().size());
  }

  /** {@code cart processes}. */
  String who() {
    String name = look.group().id().name();
    return look.members().isEmpty()
        ? name + " members"
        : name + " " + Words.plural(look.members().get(0).id().kind());
  }

  /** What else makes the figure what it is; empty or in parentheses. */
  String notes() {
    StringBuilder notes = new StringBuilder();
    note(notes, struckOff, "struck off by the trail");
    note(notes, unnamed, "taken by open strikes");
    note(notes, unknown, "of unknown health, which counts as unhealthy");
    return notes.isEmpty() ? "" : " (" + notes + ")";
  }

  private static void note(StringBuilder notes, int number, String what) {
    if (number > 0) {
      notes.append(notes.isEmpty() ? "" : ", ").append(number).append(' ').append(what);
    }
  }

  /**
   * Members taken by strikes that name only their victim: a node's other pods, say. Whether the
   * reading shows them already cannot be told, so they are taken off again as long as a strike is
   * open, and an irreversible one until its request has surely had its effect.
   */
  private static int unnamed(GroupId group, Ledger ledger, Instant now) {
    long unnamed = 0;
    for (Claim claim : ledger.claims().values()) {
      if (claim.open() || settling(claim, now)) {
        unnamed += beyondVictim(claim, group);
      }
    }
    return (int) Math.min(unnamed, Integer.MAX_VALUE / 2);
  }

  private static boolean settling(Claim claim, Instant now) {
    Instant struck = claim.closedAt() != null ? claim.closedAt() : claim.at();
    return claim.strikesOff() && now.isBefore(struck.plus(claim.entry().lease().settleTime()));
  }

  private static long beyondVictim(Claim claim, GroupId group) {
    long taken = 0;
    for (Prepared.Take take : claim.entry().intent().takes()) {
      taken += take.group().equals(group) ? Math.max(0, take.members()) : 0;
    }
    return claim.entry().group().equals(group) ? Math.max(0, taken - 1) : taken;
  }
}
