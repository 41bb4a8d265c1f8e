package dev.gelada.core.testing;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An attack on {@link FakeTargets} that keeps count of what was asked of it and answers as a test
 * wants. Two kinds: {@link Reversible} makes a victim unhealthy, {@link Irreversible} removes it.
 * Thread-safe.
 */
public abstract sealed class SpyAttack implements Attack
    permits SpyAttack.Reversible, SpyAttack.Irreversible {
  public static final Lease LEASE = new Lease(Duration.ofSeconds(2), Duration.ofMillis(20));

  /** Settings of both: none. */
  public record Settings() {}

  /** Does something in the middle of apply, and answers. */
  public interface Way {
    Effect apply(Strike strike, Deadline deadline) throws Exception;
  }

  /** Answers a revert. */
  public interface Back {
    Undone revert(StrikeId strike) throws Exception;
  }

  final FakeTargets world;
  final List<StrikeId> applied = new ArrayList<>();
  final List<StrikeId> reverted = new ArrayList<>();
  private Way way;
  Lease lease = LEASE;

  SpyAttack(FakeTargets world) {
    this.world = world;
    this.way = this::strikes;
  }

  abstract void damage(TargetId victim);

  abstract Undo undo(Strike strike);

  /** The ordinary way: the damage is done. */
  public final Effect strikes(Strike strike, Deadline deadline) {
    damage(strike.victim().id());
    return new Effect.Struck(Map.of());
  }

  /** From now on apply goes this way. */
  public final synchronized SpyAttack goes(Way other) {
    way = other;
    return this;
  }

  /** Another lease for later claims. */
  public final SpyAttack leased(Lease other) {
    lease = other;
    return this;
  }

  /** What apply was called for, in order. */
  public final synchronized List<StrikeId> applied() {
    return List.copyOf(applied);
  }

  /** What revert was called for, in order. */
  public final synchronized List<StrikeId> reverted() {
    return List.copyOf(reverted);
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public Prepared prepare(Strike strike) {
    return Prepared.Intent.on(strike, undo(strike), "fake " + strike.victim().id().uid());
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception {
    Way now;
    synchronized (this) {
      applied.add(strike.id());
      now = way;
    }
    return now.apply(strike, deadline);
  }

  /** {@code spy-pause}: a victim is unhealthy until it is reverted. */
  @Kinds("fake")
  @Doc("makes a fake unhealthy")
  public static final class Reversible extends SpyAttack implements AttackType<Settings>, Reverts {
    private Back back = this::restores;

    public Reversible(FakeTargets world) {
      super(world);
    }

    /** From now on revert answers so. */
    public synchronized Reversible back(Back other) {
      back = other;
      return this;
    }

    /** The ordinary revert. */
    public Undone restores(StrikeId strike) {
      return new Undone.Restored(Map.of());
    }

    @Override
    void damage(TargetId victim) {
      world.health(victim, Health.UNHEALTHY);
    }

    @Override
    Undo undo(Strike strike) {
      return new Undo.Recipe(
          FakeTargets.PLACE, Map.of("name", strike.victim().id().name()), Undo.Expiry.TARGET);
    }

    @Override
    public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
        throws Exception {
      Back now;
      synchronized (this) {
        reverted.add(strike);
        now = back;
      }
      Undone undone = now.revert(strike);
      if (undone instanceof Undone.Restored) {
        world.health(FakeTargets.member(undo.args().getOrDefault("name", "")), Health.HEALTHY);
      }
      return undone;
    }

    @Override
    public String name() {
      return "spy-pause";
    }

    @Override
    public Class<Settings> settings() {
      return Settings.class;
    }

    @Override
    public Attack create(Settings settings, Connections with) {
      return this;
    }
  }

  /** {@code spy-kill}: a victim is gone. */
  @Kinds("fake")
  @Doc("removes a fake")
  public static final class Irreversible extends SpyAttack implements AttackType<Settings>, Sights {
    private Sighting blind = Sighting.UNTOUCHED;

    public Irreversible(FakeTargets world) {
      super(world);
    }

    /** What is seen of a victim that does not serve any more is "struck", of others this. */
    public Irreversible sees(Sighting otherwise) {
      blind = otherwise;
      return this;
    }

    @Override
    void damage(TargetId victim) {
      world.remove(victim);
    }

    @Override
    Undo undo(Strike strike) {
      return new Undo.None("a fake does not come back");
    }

    @Override
    public Sighting look(StrikeId strike, TargetId victim, Connections with, Deadline deadline) {
      return blind == Sighting.UNSEEN || world.serves(victim) ? blind : Sighting.STRUCK;
    }

    @Override
    public String name() {
      return "spy-kill";
    }

    @Override
    public Class<Settings> settings() {
      return Settings.class;
    }

    @Override
    public Attack create(Settings settings, Connections with) {
      return this;
    }
  }
}
