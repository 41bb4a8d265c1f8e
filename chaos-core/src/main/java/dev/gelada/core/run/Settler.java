package dev.gelada.core.run;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings one claim to its end and records it: reverts what can be reverted as if it had been
 * applied, looks by identity at what cannot. Knows nothing of waiting; who calls has waited as the
 * protocol asks. The first settlement on the trail wins, so two may settle one claim side by side.
 */
final class Settler {
  /** How long one revert or look may take, and how long a record of it may take to be written. */
  static final Duration BOUND = Duration.ofSeconds(30);

  private static final Duration AGAIN = Duration.ofMillis(250);

  private final Engine engine;

  Settler(Engine engine) {
    this.engine = engine;
  }

  /**
   * Settles and records.
   *
   * @return the settlement; empty when it can only be done elsewhere and the claim stays open
   */
  Optional<Entry> settle(Claim claim) throws IOException, InterruptedException {
    Optional<Entry> end = end(claim);
    if (end.isPresent()) {
      record(claim, end.get());
    }
    return end;
  }

  /** Reverts or looks, and records nothing; empty when that can only be done elsewhere. */
  Optional<Entry> end(Claim claim) throws InterruptedException {
    return claim.reversible() ? reverted(claim) : Optional.of(sighted(claim));
  }

  /** Appends unless somebody settled it meanwhile. */
  Ledger record(Claim claim, Entry end) throws IOException {
    return engine
        .trail()
        .commit(
            ledger ->
                new Trail.Batch(
                    claim.run(), "", false, wanted(ledger, claim, end) ? List.of(end) : List.of()),
            Deadline.in(BOUND, engine.time()));
  }

  private static boolean wanted(Ledger ledger, Claim claim, Entry end) {
    return ledger
        .claim(claim.id())
        .filter(Claim::open)
        .filter(
            now ->
                switch (now.state()) {
                  case CLAIMED -> true;
                  case STRUCK -> !(end instanceof Entry.Struck);
                  case RESIDUE -> end instanceof Entry.Reverted;
                  default -> false;
                })
        .isPresent();
  }

  private Optional<Entry> reverted(Claim claim) throws InterruptedException {
    Undo.Recipe recipe = (Undo.Recipe) claim.entry().intent().undo();
    Optional<AttackType<?>> type = engine.attacks().named(claim.entry().strike().attack());
    if (type.isEmpty() || !(type.get() instanceof Reverts reverts)) {
      return Optional.empty(); // its plug-in is not here: somebody's who has it
    }
    Deadline bound = Deadline.in(BOUND, engine.time());
    while (true) {
      try {
        return ending(claim, reverts.revert(claim.id(), recipe, engine.with(), bound));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | LinkageError | AssertionError e) {
        if (bound.left().compareTo(AGAIN) <= 0) {
          return Optional.of(
              new Entry.Residue(claim.id(), "could not be reverted: " + engine.words(e)));
        }
        engine.time().pause(AGAIN);
      }
    }
  }

  private Optional<Entry> ending(Claim claim, Undone undone) {
    if (undone instanceof Undone.Restored restored) {
      return Optional.of(new Entry.Reverted(claim.id(), "restored", restored.details()));
    }
    if (undone instanceof Undone.Gone gone) {
      return Optional.of(
          new Entry.Reverted(
              claim.id(), "gone", Map.of("why", engine.redactor().clean(gone.why()))));
    }
    if (undone instanceof Undone.Conflict conflict) {
      return Optional.of(new Entry.Residue(claim.id(), engine.redactor().clean(conflict.why())));
    }
    return Optional.empty();
  }

  private Entry sighted(Claim claim) throws InterruptedException {
    Optional<AttackType<?>> type = engine.attacks().named(claim.entry().strike().attack());
    if (type.isEmpty() || !(type.get() instanceof Sights sights)) {
      return new Entry.Residue(
          claim.id(),
          "no plug-in here can tell whether it happened: " + claim.entry().strike().attack());
    }
    try {
      Sights.Sighting seen =
          sights.look(claim.id(), claim.victim(), engine.with(), Deadline.in(BOUND, engine.time()));
      return switch (seen) {
        case STRUCK -> new Entry.Struck(claim.id(), true, Map.of());
        case UNTOUCHED -> new Entry.Failed(claim.id(), "the victim was seen untouched");
        case UNSEEN -> new Entry.Residue(claim.id(), "the victim cannot be seen from here");
      };
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError | AssertionError e) {
      return new Entry.Residue(
          claim.id(), "could not find out whether it happened: " + engine.words(e));
    }
  }
}
