package dev.gelada.core.trail;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.target.TargetId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A claim and what became of it.
 *
 * @param seq the number of its record
 * @param at the time of its record
 * @param run whose
 * @param entry what was claimed
 * @param state what became of it
 * @param closedAt when it stopped being open; null while it is
 * @param reason of the last state; may be empty
 */
public record Claim(
    long seq,
    Instant at,
    String run,
    Entry.Claimed entry,
    State state,
    @Nullable Instant closedAt,
    String reason) {
  /** What became of a claim. */
  public enum State {
    /** Nothing known yet; may be under way. */
    CLAIMED,
    /** Took effect; open while it is reversible. */
    STRUCK,
    /** The platform said no; given back to the rates. */
    UNTOUCHED,
    /** Never began; given back to the rates. */
    RELEASED,
    /** Did not happen, as was seen later. */
    FAILED,
    /** Undone. */
    REVERTED,
    /** A person must look. */
    RESIDUE
  }

  public Claim {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(state, "state");
  }

  /** The strike's id. */
  public StrikeId id() {
    return entry.strike().id();
  }

  /** Whom. */
  public TargetId victim() {
    return entry.strike().victim().id();
  }

  /** Whether its attack can be undone. */
  public boolean reversible() {
    return entry.intent().undo() instanceof Undo.Recipe;
  }

  /** Not settled: claimed, a reversible strike that was not reverted, or residue. */
  public boolean open() {
    return state == State.CLAIMED
        || state == State.RESIDUE
        || (state == State.STRUCK && reversible());
  }

  /** Whether it uses up rates: everything does but what certainly never touched the victim. */
  public boolean counts() {
    return state != State.RELEASED && state != State.UNTOUCHED;
  }

  /** Whether the victim counts as unhealthy by identity, whatever a reading says. */
  public boolean strikesOff() {
    return open() || state == State.STRUCK;
  }
}
