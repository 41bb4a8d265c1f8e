package dev.gelada.core.trail;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Launch;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a record says: its {@code data}, by type. Text in entries holds no secrets. */
public sealed interface Entry {
  /** The record's type. */
  default RecordType type() {
    return RecordType.valueOf(getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT));
  }

  /**
   * The first record of every trail.
   *
   * @param trail the trail's id, random; part of every seed and of a platform's marker
   * @param version the Gelada that wrote it
   */
  record Opened(String trail, String version) implements Entry {}

  /**
   * Where a run comes from; part of {@code started} and of every claim.
   *
   * @param name the file's {@code name}
   * @param path as given; empty for a run without a file
   * @param hash SHA-256 of the file's bytes
   * @param policy the policy's hash; empty when there is none
   * @param plan hash of the plan that this follows
   * @param ticket as given; may be empty
   * @param version the Gelada that does it
   * @param overrides gate by gate the reason given
   */
  record Origin(
      String name,
      String path,
      String hash,
      String policy,
      String plan,
      String ticket,
      String version,
      Map<String, String> overrides) {
    public Origin {
      overrides = Map.copyOf(overrides);
    }
  }

  /**
   * A run begins.
   *
   * @param origin where it comes from
   * @param owner the process that does it
   * @param seed all chance of the run
   */
  record Started(Origin origin, Owner owner, long seed) implements Entry {}

  /**
   * A day's plan was computed.
   *
   * @param file the name in the file
   * @param date of the plan, in the file's zone
   * @param digest of whom and when; the same for the same plan
   * @param runs how many runs are planned
   * @param slots the first of them in words, for people
   */
  record Planned(String file, LocalDate date, String digest, int runs, List<String> slots)
      implements Entry {
    public Planned {
      slots = List.copyOf(slots);
    }
  }

  /**
   * A strike was not allowed.
   *
   * @param step where in the file
   * @param group whom; empty place and name when no group was found
   * @param why every rule that said no
   * @param owners the groups that were chosen when they did; empty when none was, and in records of
   *     before they were kept
   */
  record Refused(String step, String group, List<Refusal> why, List<GroupId> owners)
      implements Entry {
    public Refused {
      why = List.copyOf(why);
      owners = List.copyOf(owners);
    }

    /** Where no group was chosen. */
    public Refused(String step, String group, List<Refusal> why) {
      this(step, group, why, List.of());
    }
  }

  /**
   * The right to apply one strike once, within the lease, by this process only.
   *
   * @param strike what on whom, until when
   * @param intent what it takes and touches, and the undo
   * @param lease how long the right lasts
   * @param slot what it consumes
   * @param origin where it comes from
   * @param owned whether the victim is the run's own
   */
  record Claimed(
      Strike strike, Prepared.Intent intent, Lease lease, Slot slot, Origin origin, boolean owned)
      implements Entry {
    /** The victim's group. */
    public GroupId group() {
      return strike.victim().group();
    }
  }

  /** An entry about one strike. */
  sealed interface OfStrike extends Entry {
    /** Which. */
    StrikeId strike();
  }

  /**
   * It took effect.
   *
   * @param observed true when another process saw it by identity, false when the owner knows
   * @param details for people
   */
  record Struck(StrikeId strike, boolean observed, Map<String, String> details)
      implements OfStrike {
    public Struck {
      details = Map.copyOf(details);
    }
  }

  /**
   * Certainly nothing happened: the platform said no.
   *
   * @param why its rule
   */
  record Untouched(StrikeId strike, Refusal why) implements OfStrike {}

  /**
   * Given back by the process that claimed it: apply never began.
   *
   * @param reason why not
   */
  record Released(StrikeId strike, String reason) implements OfStrike {}

  /**
   * Seen not to have happened, after its lease and settle time; it counts in rates all the same.
   *
   * @param reason how that is known
   */
  record Failed(StrikeId strike, String reason) implements OfStrike {}

  /**
   * Undone.
   *
   * @param how {@code restored}, {@code gone}, or {@code accepted} when a person closed it on
   *     record
   * @param details for people
   */
  record Reverted(StrikeId strike, String how, Map<String, String> details) implements OfStrike {
    public Reverted {
      details = Map.copyOf(details);
    }
  }

  /**
   * Could not be undone, or could not be found out: a person must look.
   *
   * @param reason what is known
   */
  record Residue(StrikeId strike, String reason) implements OfStrike {}

  /**
   * A probe changed its verdict, or a summary of it.
   *
   * @param probe its name
   * @param phase {@code before}, {@code during}, {@code after}
   * @param verdict HOLDS, BROKEN or UNKNOWN
   * @param value as text, with unit; empty where there is none
   * @param detail one line
   */
  record Probed(String probe, String phase, String verdict, String value, String detail)
      implements Entry {}

  /**
   * A run is to end now; written by whoever ends it, also from another process.
   *
   * @param reason why
   * @param asked whether somebody asked for it ({@code stop}); false when the run ends itself
   */
  record Aborted(String reason, boolean asked) implements Entry {}

  /**
   * No claim after this until {@code resumed}.
   *
   * @param reason why
   */
  record Halted(String reason) implements Entry {}

  /**
   * Claims are possible again; claims from before stay dead.
   *
   * @param reason why
   */
  record Resumed(String reason) implements Entry {}

  /**
   * An occasion passed by unused, and is consumed.
   *
   * @param slot which, with all its steps
   * @param reason why
   */
  record Missed(Slot slot, String reason) implements Entry {}

  /**
   * The run is about to create something of its own; written before it exists.
   *
   * @param launch what
   */
  record Launched(Launch launch) implements Entry {}

  /**
   * It no longer exists.
   *
   * @param marker of the launch
   * @param how for people
   */
  record Cleaned(String marker, String how) implements Entry {}

  /**
   * The operator's rules from here on.
   *
   * @param hash SHA-256 of the text
   * @param text the policy file, whole; empty removes the policy
   */
  record Policy(String hash, String text) implements Entry {}

  /**
   * Somebody other than the starter agrees.
   *
   * @param what hash of the file
   */
  record Approved(String what) implements Entry {}

  /**
   * Words of a person, or the answer to a question.
   *
   * @param text the words
   */
  record Note(String text) implements Entry {}

  /**
   * The fold of all before, so that they may be archived.
   *
   * @param archive where
   * @param lastHash of the last archived record
   * @param ledger the fold, as text
   */
  record Checkpoint(String archive, String lastHash, String ledger) implements Entry {}

  /**
   * A run is over.
   *
   * @param exit the exit code, 0 to 6
   * @param verdict in words
   * @param figures for people and reports
   * @param at when
   */
  record Ended(int exit, String verdict, Map<String, String> figures, Instant at) implements Entry {
    public Ended {
      Objects.requireNonNull(at, "at");
      figures = Map.copyOf(figures);
    }
  }
}
