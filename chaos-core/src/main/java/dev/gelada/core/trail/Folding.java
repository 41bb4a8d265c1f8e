package dev.gelada.core.trail;

import dev.gelada.core.attack.StrikeId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds records into a ledger, one at a time; each costs the same however long the trail is. A
 * record that is refused changes nothing. Not thread-safe.
 */
final class Folding {
  private final String where;
  private final Frozen.Growing<StrikeId, Claim> claims = new Frozen.Growing<>();
  private final Frozen.Growing<String, Ledger.Run> runs = new Frozen.Growing<>();
  private final Frozen.Growing<String, Ledger.Launched> launches = new Frozen.Growing<>();
  private final Map<Slot, Instant> missed = new LinkedHashMap<>();
  private @Nullable Set<Slot> missedSoFar;
  private final Frozen.Growing<String, Entry.Planned> planned = new Frozen.Growing<>();
  private Head head = Head.EMPTY;
  private String trail = "";
  private Instant at = Instant.EPOCH;
  private Entry.@Nullable Halted halted;
  private long haltedAfter;
  private Entry.@Nullable Policy policy;
  private long weighty;

  /** Whether it stands on a checkpoint, which may have left out claims that are over. */
  private boolean summed;

  private @Nullable Ledger ledger;

  /** Begins before the first record; {@code where} is how errors name the trail. */
  Folding(String where) {
    this.where = where;
  }

  Head head() {
    return head;
  }

  /** The last record's time. */
  Instant at() {
    return at;
  }

  /** The number of the newest record that a judgement may depend on. */
  long weighty() {
    return weighty;
  }

  /** The fold so far. */
  Ledger ledger() {
    Ledger now = ledger;
    if (now == null) {
      now =
          new Ledger(
              head,
              trail,
              at,
              halted,
              haltedAfter,
              policy,
              claims.frozen(),
              runs.frozen(),
              launches.frozen(),
              missedSoFar(),
              planned.frozen());
      ledger = now;
    }
    return now;
  }

  /** Copied only when it grew: it may hold a year of occasions. */
  private Set<Slot> missedSoFar() {
    Set<Slot> now = missedSoFar;
    if (now == null) {
      now = Set.copyOf(missed.keySet());
      missedSoFar = now;
    }
    return now;
  }

  /** What a checkpoint says that stands here. */
  Summary summary(Instant since) {
    return Summary.of(ledger(), missed, weighty, since);
  }

  /**
   * Goes on by one record, which must follow the last one and be lawful. A checkpoint may also come
   * first, or after a gap: what it stands for was archived.
   */
  void add(TrailRecord record) throws BadTrail {
    boolean checkpoint = record.type() == RecordType.CHECKPOINT && !record.dry();
    if (checkpoint && record.seq() > head.sequence() + 1) {
      sumUp(record);
    } else {
      next(record, checkpoint);
    }
    head = record.head();
    at = record.at();
    ledger = null;
  }

  private void next(TrailRecord record, boolean checkpoint) throws BadTrail {
    follows(record);
    if (head.sequence() == 0 && record.type() != RecordType.OPENED) {
      throw bad(record, "the first record is '" + record.type().text() + "', not 'opened'");
    }
    if (record.dry()) {
      dry(record);
    } else if (checkpoint) {
      sumUp(record);
    } else {
      fold(record);
      if (!record.type().neutral()) {
        weighty = record.seq();
      }
    }
  }

  /** Takes over its fold, also where the own one is known: so all readers have the same. */
  private void sumUp(TrailRecord record) throws BadTrail {
    Entry.Checkpoint checkpoint = (Entry.Checkpoint) Entries.of(record);
    if (!checkpoint.lastHash().equals(record.prev())) {
      throw bad(record, "sums up other records than those before it");
    }
    Summary sum = Entries.summary(record, checkpoint);
    if (!trail.isEmpty() && !trail.equals(sum.trail())) {
      throw bad(record, "sums up trail " + sum.trail() + ", and this is trail " + trail);
    }
    trail = sum.trail();
    halted = sum.halted();
    haltedAfter = sum.haltedAfter();
    policy = sum.policy();
    weighty = Math.max(weighty, sum.weighty());
    claims.clear();
    sum.claims().forEach(claim -> claims.put(claim.id(), claim));
    runs.clear();
    sum.runs().forEach(run -> runs.put(run.id(), run));
    launches.clear();
    sum.launches().forEach(made -> launches.put(made.launch().marker(), made));
    missed.clear();
    sum.missed().forEach(one -> missed.put(one.slot(), one.at()));
    missedSoFar = null;
    planned.clear();
    sum.planned().forEach(plan -> planned.put(plan.file(), plan));
    summed = true;
  }

  private void follows(TrailRecord record) throws BadTrail {
    if (record.seq() != head.sequence() + 1) {
      throw bad(record, "stands after record " + head.sequence());
    }
    if (!record.prev().equals(head.hash())) {
      throw bad(record, "does not follow the record before it: 'prev' is not its hash");
    }
  }

  private void dry(TrailRecord record) throws BadTrail {
    switch (record.type()) {
      case STARTED, ABORTED, ENDED -> run(record, Entries.of(record));
      default -> {
        // no part of the ledger
      }
    }
  }

  private void fold(TrailRecord record) throws BadTrail {
    switch (record.type()) {
      case PLANNED -> {
        Entry.Planned plan = (Entry.Planned) Entries.of(record);
        planned.put(plan.file(), plan);
      }
      case REFUSED, PROBED, APPROVED, NOTE -> {
        // for people
      }
      case STRUCK, UNTOUCHED, RELEASED, FAILED, REVERTED, RESIDUE ->
          settle(record, (Entry.OfStrike) Entries.of(record));
      case STARTED, ABORTED, ENDED -> run(record, Entries.of(record));
      default -> set(record, Entries.of(record));
    }
  }

  private void set(TrailRecord record, Entry entry) throws BadTrail {
    if (entry instanceof Entry.Opened opened) {
      if (record.seq() != 1) {
        throw bad(record, "a second 'opened'");
      }
      trail = opened.trail();
    } else if (entry instanceof Entry.Claimed claimed) {
      claim(record, claimed);
    } else if (entry instanceof Entry.Halted halt) {
      halted = halt;
      haltedAfter = record.seq();
    } else if (entry instanceof Entry.Resumed) {
      halted = null;
    } else if (entry instanceof Entry.Missed miss) {
      missed.putIfAbsent(miss.slot(), record.at());
      missedSoFar = null;
    } else if (entry instanceof Entry.Launched launched) {
      launches.put(
          launched.launch().marker(), new Ledger.Launched(record.run(), launched.launch()));
    } else if (entry instanceof Entry.Cleaned cleaned) {
      launches.remove(cleaned.marker());
    } else if (entry instanceof Entry.Policy rules) {
      policy = rules.text().isEmpty() ? null : rules;
    } else {
      throw new IllegalStateException("a type of record that is not folded: " + record.type());
    }
  }

  private void run(TrailRecord record, Entry entry) {
    if (entry instanceof Entry.Started started) {
      if (runs.get(record.run()) == null) {
        runs.put(
            record.run(),
            new Ledger.Run(
                record.run(), record.at(), record.actor(), started, record.dry(), null, null));
      }
      return;
    }
    Ledger.Run run = runs.get(record.run());
    if (run == null || run.dry() != record.dry() || run.ended() != null) {
      return;
    }
    if (entry instanceof Entry.Aborted aborted && outweighs(aborted, run.aborted())) {
      runs.put(run.id(), with(run, aborted, null));
    } else if (entry instanceof Entry.Ended ended) {
      runs.put(run.id(), with(run, run.aborted(), ended));
    }
  }

  /** The first counts, but what a person asked for is not lost behind the run's own. */
  private static boolean outweighs(Entry.Aborted now, Entry.@Nullable Aborted before) {
    return before == null || (now.asked() && !before.asked());
  }

  private static Ledger.Run with(
      Ledger.Run run, Entry.@Nullable Aborted aborted, Entry.@Nullable Ended ended) {
    return new Ledger.Run(
        run.id(), run.at(), run.actor(), run.started(), run.dry(), aborted, ended);
  }

  private void claim(TrailRecord record, Entry.Claimed claimed) throws BadTrail {
    StrikeId id = claimed.strike().id();
    if (claims.get(id) != null) {
      throw bad(record, "claims strike " + id + " a second time");
    }
    claims.put(
        id,
        new Claim(record.seq(), record.at(), record.run(), claimed, Claim.State.CLAIMED, null, ""));
  }

  /** The first settlement wins; only a reversible strike and residue go on from there. */
  private void settle(TrailRecord record, Entry.OfStrike entry) throws BadTrail {
    Claim claim = claims.get(entry.strike());
    if (claim == null && summed) {
      return; // it was over before the checkpoint, and what is over stays as it is
    }
    if (claim == null) {
      throw bad(record, "settles strike " + entry.strike() + ", which nobody claimed");
    }
    Claim.State next = Claim.State.valueOf(record.type().name());
    if (!follows(claim, next)) {
      return;
    }
    Claim settled =
        new Claim(
            claim.seq(), claim.at(), claim.run(), claim.entry(), next, null, Entries.reason(entry));
    claims.put(claim.id(), settled.open() ? settled : closed(settled, record.at()));
  }

  private static boolean follows(Claim claim, Claim.State next) {
    return switch (claim.state()) {
      case CLAIMED -> true;
      case STRUCK ->
          claim.reversible() && (next == Claim.State.REVERTED || next == Claim.State.RESIDUE);
      case RESIDUE -> next == Claim.State.REVERTED;
      case UNTOUCHED, RELEASED, FAILED, REVERTED -> false;
    };
  }

  private static Claim closed(Claim claim, Instant at) {
    return new Claim(
        claim.seq(), claim.at(), claim.run(), claim.entry(), claim.state(), at, claim.reason());
  }

  private BadTrail bad(TrailRecord record, String what) {
    return BadTrail.changed(where, "record " + record.seq() + " " + what);
  }
}
