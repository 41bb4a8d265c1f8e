package dev.gelada.core.trail;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a trail up to a head: what is open, who was struck when, the policy, halted or not.
 * Immutable.
 *
 * @param head up to where
 * @param trail the trail's id
 * @param at the last record's time; the epoch before any
 * @param halted the standing halt; null when there is none
 * @param haltedAfter the number of the newest {@code halted} record, also if resumed since; 0 for
 *     none
 * @param policy the newest policy; null when there is none
 * @param claims all claims that are not dry, oldest first
 * @param runs by id, oldest first
 * @param launches what runs created and is not cleaned, by marker
 * @param missed occasions that passed by unused
 * @param planned the newest plan of each file, by the file's name
 */
public record Ledger(
    Head head,
    String trail,
    Instant at,
    Entry.@Nullable Halted halted,
    long haltedAfter,
    Entry.@Nullable Policy policy,
    Map<StrikeId, Claim> claims,
    Map<String, Run> runs,
    Map<String, Launched> launches,
    Set<Slot> missed,
    Map<String, Entry.Planned> planned) {

  /**
   * A run.
   *
   * @param id its id
   * @param at when it began
   * @param actor who
   * @param started where it comes from
   * @param dry whether it was a dry run
   * @param aborted why it is to end, by whom; null when it is not
   * @param ended how it ended; null while it has not
   */
  public record Run(
      String id,
      Instant at,
      Actor actor,
      Entry.Started started,
      boolean dry,
      Entry.@Nullable Aborted aborted,
      Entry.@Nullable Ended ended) {}

  /**
   * Something of a run that may still exist.
   *
   * @param run whose
   * @param launch what
   */
  public record Launched(String run, Launch launch) {}

  public Ledger {
    claims = Frozen.copyOf(claims);
    runs = Frozen.copyOf(runs);
    launches = Frozen.copyOf(launches);
    missed = Set.copyOf(missed);
    planned = Frozen.copyOf(planned);
  }

  /** Before any record. */
  public static Ledger empty() {
    return new Ledger(
        Head.EMPTY,
        "",
        Instant.EPOCH,
        null,
        0,
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        Set.of(),
        Map.of());
  }

  /** One claim. */
  public Optional<Claim> claim(StrikeId id) {
    return Optional.ofNullable(claims.get(id));
  }

  /** What is not settled, oldest first. */
  public List<Claim> open() {
    return claims.values().stream().filter(Claim::open).toList();
  }

  /** What uses up rates, oldest first. */
  public List<Claim> counted() {
    return claims.values().stream().filter(Claim::counts).toList();
  }

  /**
   * Targets that count as unhealthy whatever a reading says: with an open claim, struck
   * irreversibly, or residue. A reading must have begun after this ledger's head was read; then
   * what was reverted before it is seen as it is.
   */
  public Set<TargetId> struckOff() {
    Set<TargetId> ids = new HashSet<>();
    for (Claim claim : claims.values()) {
      if (claim.strikesOff()) {
        ids.add(claim.victim());
      }
    }
    return ids;
  }

  /**
   * Occasions that are used up, as a whole: claimed by whichever step, or missed. A claim that
   * never touched anything gives its own back.
   */
  public Set<Slot> used() {
    Set<Slot> used = new HashSet<>(missed);
    for (Claim claim : claims.values()) {
      if (claim.counts()) {
        used.add(claim.entry().slot().occasion());
      }
    }
    return used;
  }

  /** As if these were claimed now: how several victims of one step see each other. */
  public Ledger with(List<Entry.Claimed> entries, String run, Instant now) {
    return with(
        entries.stream()
            .map(e -> new Claim(head.sequence() + 1, now, run, e, Claim.State.CLAIMED, null, ""))
            .toList());
  }

  /** As if these stood on the trail too, or in this state. */
  public Ledger with(List<Claim> more) {
    Map<StrikeId, Claim> all = new LinkedHashMap<>(claims);
    more.forEach(claim -> all.put(claim.id(), claim));
    return new Ledger(
        head, trail, at, halted, haltedAfter, policy, all, runs, launches, missed, planned);
  }

  /** Runs that have begun and not ended, oldest first; a dry one is none. */
  public List<Run> running() {
    List<Run> running = new ArrayList<>();
    for (Run run : runs.values()) {
      if (run.ended() == null && !run.dry()) {
        running.add(run);
      }
    }
    return running;
  }
}
