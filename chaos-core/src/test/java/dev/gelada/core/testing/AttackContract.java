package dev.gelada.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every attack must do, against a real victim. A subclass gives the victim and says how harm
 * looks. Extend {@link ReversibleAttackContract} or {@link IrreversibleAttackContract}, which add
 * what goes with the power that the attack has.
 */
@Timeout(120)
public abstract sealed class AttackContract
    permits ReversibleAttackContract, IrreversibleAttackContract {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<StrikeId, Undo.Recipe> recipes = new HashMap<>();

  /** The type under test. */
  protected abstract AttackType<?> type();

  /** One with settings, as {@code create} makes it. */
  protected abstract Attack attack();

  /** What it talks through. */
  protected abstract Connections connections();

  /** A victim of its own for each call, real and unharmed. */
  protected abstract Target victim() throws Exception;

  /** Whether that victim is harmed now; also true when it is gone. */
  protected abstract boolean harmed(Target victim) throws Exception;

  /** The identity of another one that would be mistaken for the victim by its name. */
  protected abstract TargetId lookAlike(TargetId victim);

  /** The clock of the attack. */
  protected Timekeeper time() {
    return new SystemTime();
  }

  @Test
  void every_attack_type_has_one_power_and_documents_itself() {
    Catalog<AttackType<?>> found = catalog();
    assertThat(found.names()).contains(type().name());
    for (AttackType<?> each : found.all()) {
      assertThat(each instanceof Reverts)
          .as("%s has exactly one of Reverts and Sights", each.name())
          .isNotEqualTo(each instanceof Sights);
      assertThat(each.getClass()).hasAnnotations(Doc.class, Kinds.class).isFinal();
      assertThat(each.getClass().getAnnotation(Kinds.class).value()).isNotEmpty();
      assertThat(each.settings()).hasAnnotation(Example.class);
      assertThat(each.settings().getAnnotation(Example.class).value()).startsWith(each.name());
      for (RecordComponent component : each.settings().getRecordComponents()) {
        assertThat(component.isAnnotationPresent(Doc.class))
            .as("%s.%s has a @Doc", each.name(), component.getName())
            .isTrue();
      }
    }
  }

  @Test
  void prepare_touches_nothing_and_says_how_it_is_undone() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);

    for (int i = 0; i < 3; i++) {
      Prepared.Intent intent = intent(strike);
      assertThat(intent.undo() instanceof Undo.Recipe).isEqualTo(reversible());
      assertThat(intent.touches()).isNotEmpty();
      assertThat(intent.takes()).isNotEmpty();
    }

    Await.throughout("unharmed", Duration.ofMillis(200), () -> !harmed(victim));
  }

  @Test
  void apply_strikes() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);

    Effect effect = apply(strike, intent(strike));

    assertThat(effect).isInstanceOf(Effect.Struck.class);
    Await.until("harmed", PATIENCE, () -> harmed(victim));
    undo(strike);
  }

  @Test
  void a_look_alike_is_not_touched() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);
    Prepared.Intent intent = intent(strike);
    Strike mistaken = strike(with(victim, lookAlike(victim.id())), PATIENCE);

    assertThat(attack().prepare(mistaken)).isInstanceOf(Prepared.Refused.class);
    assertThat(apply(mistaken, intent)).isInstanceOf(Effect.Untouched.class);

    Await.throughout("unharmed", Duration.ofMillis(200), () -> !harmed(victim));
  }

  @Test
  void nothing_begins_after_the_deadline_of_the_call() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);
    Prepared.Intent intent = intent(strike);

    Effect effect = attack().apply(strike, intent, Deadline.in(Duration.ZERO, time()));

    assertThat(effect).isNotInstanceOf(Effect.Struck.class);
    Await.throughout("unharmed", Duration.ofMillis(300), () -> !harmed(victim));
  }

  @Test
  void an_interrupted_apply_says_only_what_is_so() throws Exception {
    for (int millis = 0; millis < 60; millis += 4) {
      Target victim = victim();
      Strike strike = strike(victim, PATIENCE);
      Prepared.Intent intent = intent(strike);

      Effect effect = interruptedAfter(Duration.ofMillis(millis), strike, intent);

      if (effect instanceof Effect.Struck) {
        Await.until("harmed", PATIENCE, () -> harmed(victim));
      } else if (effect instanceof Effect.Untouched) {
        Await.throughout("unharmed", attack().lease().settleTime(), () -> !harmed(victim));
      }
      if (reversible()) {
        undo(strike);
        Await.throughout("unharmed", attack().lease().settleTime(), () -> !harmed(victim));
      }
    }
  }

  /** A strike on that victim. */
  protected final Strike strike(Target victim, Duration lasts) {
    return new Strike(
        newId(), type().name(), victim, reversible() ? time().instant().plus(lasts) : null, 1);
  }

  /** Prepares it; it must not be refused. */
  protected final Prepared.Intent intent(Strike strike) throws Exception {
    Prepared prepared = attack().prepare(strike);
    assertThat(prepared).isInstanceOf(Prepared.Intent.class);
    Prepared.Intent intent = (Prepared.Intent) prepared;
    if (intent.undo() instanceof Undo.Recipe recipe) {
      recipes.put(strike.id(), recipe);
    }
    return intent;
  }

  /** Applies it within its lease. */
  protected final Effect apply(Strike strike, Prepared.Intent intent) throws Exception {
    return attack().apply(strike, intent, Deadline.in(attack().lease().applyWithin(), time()));
  }

  /** Undoes it, if it can be undone. */
  protected final Undone undo(Strike strike) throws Exception {
    if (!reversible()) {
      return new Undone.Gone("irreversible");
    }
    return reverts()
        .revert(strike.id(), recipe(strike), connections(), Deadline.in(PATIENCE, time()));
  }

  /** As prepared before the damage: that is what the trail holds. */
  final Undo.Recipe recipe(Strike strike) throws Exception {
    if (!recipes.containsKey(strike.id())) {
      intent(strike);
    }
    return Objects.requireNonNull(recipes.get(strike.id()));
  }

  private Effect interruptedAfter(Duration delay, Strike strike, Prepared.Intent intent)
      throws Exception {
    FutureTask<Effect> applying =
        new FutureTask<>(
            () -> {
              try {
                return apply(strike, intent);
              } catch (InterruptedException stopped) {
                return new Effect.Unknown("interrupted");
              }
            });
    Thread thread = new Thread(applying, "applying");
    thread.start();
    LockSupport.parkNanos(delay.toNanos());
    thread.interrupt();
    return applying.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  // a class literal has no type arguments
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Catalog<AttackType<?>> catalog() {
    return (Catalog) Catalog.load(AttackType.class, AttackContract.class.getClassLoader());
  }

  final boolean reversible() {
    return type() instanceof Reverts;
  }

  final Reverts reverts() {
    return (Reverts) type();
  }

  private static Target with(Target target, TargetId id) {
    return new Target(
        id,
        target.group(),
        target.zone(),
        target.labels(),
        target.startedAt(),
        target.health(),
        target.holds());
  }

  /** A fresh id. */
  protected static StrikeId newId() {
    return new StrikeId(UUID.randomUUID().toString().replace("-", "").substring(0, 20));
  }
}
