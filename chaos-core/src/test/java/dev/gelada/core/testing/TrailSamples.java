package dev.gelada.core.testing;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Owner;
import dev.gelada.core.trail.Slot;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Entries and trails for tests that do not care about their details. */
public final class TrailSamples {
  /** Who writes in tests. */
  public static final Actor ACTOR = new Actor("test", "tester", "testhost", "none");

  /** A place of no real host. */
  public static final Place PLACE = new Place("host", "machine/boot");

  /** The group of all sample victims. */
  public static final GroupId GROUP = new GroupId(PLACE, "process-set", "checkout");

  private TrailSamples() {}

  /** Chance that is the same on every machine. */
  public static RandomGenerator chance(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The parts of a trail without listeners and secrets. */
  public static Trail.Parts parts(
      TrailStore store, Timekeeper time, long seed, TrailListener... listeners) {
    return new Trail.Parts(
        store, time, ACTOR, Arrays.asList(listeners), new Redactor(), chance(seed));
  }

  /** A deadline that tests do not reach. */
  public static Deadline soon(Timekeeper time) {
    return Deadline.in(Duration.ofSeconds(60), time);
  }

  /** A batch of the run {@code r1}. */
  public static Trail.Batch batch(Entry... entries) {
    return new Trail.Batch("r1", "because", false, List.of(entries));
  }

  /** The same, dry. */
  public static Trail.Batch dry(Entry... entries) {
    return new Trail.Batch("r1", "because", true, List.of(entries));
  }

  /** Where sample runs come from. */
  public static Entry.Origin origin() {
    return new Entry.Origin("sample", "", "ab".repeat(32), "", "", "", "test", Map.of());
  }

  /** A run begins. */
  public static Entry.Started started(long seed) {
    return new Entry.Started(origin(), new Owner(PLACE, "1@1"), seed);
  }

  /** A claim of a reversible strike. */
  public static Entry.Claimed claimed(String id) {
    return claim(id, new Undo.Recipe(PLACE, Map.of("pid", "17"), Undo.Expiry.GUARDIAN));
  }

  /** A claim of an irreversible strike. */
  public static Entry.Claimed killed(String id) {
    return claim(id, new Undo.None("its supervisor starts another"));
  }

  /** A claim with that undo; the victim is named after the strike. */
  public static Entry.Claimed claim(String id, Undo undo) {
    Target victim =
        new Target(
            new TargetId(PLACE, "process", "checkout-" + id, "17@" + id),
            GROUP,
            "",
            Map.of("gelada/enabled", "true"),
            null,
            Health.HEALTHY,
            List.of());
    Instant ends =
        undo instanceof Undo.Recipe ? Instant.parse("2026-03-10T10:05:00.123456789Z") : null;
    Strike strike = new Strike(new StrikeId(id), "pause-process", victim, ends, Long.MIN_VALUE + 1);
    return new Entry.Claimed(
        strike,
        Prepared.Intent.on(strike, undo, "process:" + id),
        Lease.LOCAL,
        new Slot("sample", GROUP, "r1", "steps[0]/" + id),
        origin(),
        false);
  }
}
