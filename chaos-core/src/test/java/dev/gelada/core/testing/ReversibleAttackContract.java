package dev.gelada.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an attack with the power {@link Reverts} must do beside {@link AttackContract}. */
public abstract non-sealed class ReversibleAttackContract extends AttackContract {
  @Test
  void undo_restores_and_a_second_undo_is_harmless() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);
    apply(strike, intent(strike));
    Await.until("harmed", PATIENCE, () -> harmed(victim));

    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
    assertThat(harmed(victim)).isFalse();
    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
    Await.throughout("unharmed", Duration.ofMillis(300), () -> !harmed(victim));
  }

  @Test
  void undo_of_a_strike_that_never_happened_is_harmless() throws Exception {
    Target victim = victim();

    assertThat(undo(strike(victim, PATIENCE))).isInstanceOf(Undone.Restored.class);
    Await.throughout("unharmed", Duration.ofMillis(200), () -> !harmed(victim));
  }

  @Test
  void undo_does_not_touch_a_look_alike() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);
    Undo.Recipe recipe = recipe(strike);
    apply(strike, intent(strike));
    Await.until("harmed", PATIENCE, () -> harmed(victim));
    // what a recipe for a predecessor of the same name would hold
    Undo.Recipe ofAnother =
        new Undo.Recipe(
            recipe.place(),
            replaced(recipe, victim.id().uid(), lookAlike(victim.id()).uid()),
            recipe.expiry());

    Undone undone =
        reverts().revert(newId(), ofAnother, connections(), Deadline.in(PATIENCE, time()));

    assertThat(undone).isInstanceOf(Undone.Gone.class);
    assertThat(harmed(victim)).isTrue();
    undo(strike);
  }

  @Test
  void undo_in_the_wrong_place_says_so() throws Exception {
    Target victim = victim();
    Undo.Recipe recipe = recipe(strike(victim, PATIENCE));
    Undo.Recipe far =
        new Undo.Recipe(
            new Place(recipe.place().scheme(), "another/one"), recipe.args(), recipe.expiry());

    assertThat(reverts().revert(newId(), far, connections(), Deadline.in(PATIENCE, time())))
        .isInstanceOf(Undone.Elsewhere.class);
  }

  @Test
  void it_ends_by_itself_at_its_deadline() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, shortest());
    assumeTrue(recipe(strike).expiry() != Undo.Expiry.ATTENDED);
    Instant endsAt = Objects.requireNonNull(strike.endsAt());

    apply(strike, intent(strike));
    Await.until("harmed", PATIENCE, () -> harmed(victim));
    Await.until("unharmed", PATIENCE, () -> !harmed(victim));

    assertThat(time().instant())
        .isBetween(endsAt.minusMillis(500), endsAt.plus(Duration.ofSeconds(5)));
    Await.throughout("unharmed", Duration.ofMillis(300), () -> !harmed(victim));
  }

  /** A fault that lasts so long can be seen by a test when it has been applied. */
  protected Duration shortest() {
    return Duration.ofSeconds(2);
  }

  private static Map<String, String> replaced(Undo.Recipe recipe, String a, String b) {
    Map<String, String> args = new HashMap<>(recipe.args());
    args.replaceAll((name, value) -> value.replace(a, b));
    assertThat(args).isNotEqualTo(recipe.args());
    return args;
  }
}
