package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an undo finds when the world has moved on. */
@Timeout(60)
class FaultRevertIT {
  private final Latency latency = new Latency();
  private LocalProxies proxies;
  private Target victim;

  @BeforeEach
  void start() throws Exception {
    proxies = new LocalProxies();
    victim = proxies.proxy();
  }

  @AfterEach
  void end() {
    proxies.close();
  }

  @Test
  void a_strike_that_was_undone_never_begins() throws Exception {
    Strike strike = strike("late");
    Prepared.Intent intent = intent(strike);

    assertThat(revert(strike, (Undo.Recipe) intent.undo())).isInstanceOf(Undone.Restored.class);
    Effect late = attack().apply(strike, intent, soon());

    assertThat(late).isInstanceOf(Effect.Untouched.class);
    assertThat(((Effect.Untouched) late).why().rule()).isEqualTo("ended");
    assertThat(proxies.harmed(victim)).isFalse();
  }

  @Test
  void a_server_that_was_started_again_has_nothing_to_undo() throws Exception {
    Strike strike = strike("restarted");
    Undo.Recipe recipe = (Undo.Recipe) intent(strike).undo();
    Place before = new Place("proxy", recipe.place().id().replaceAll("/.*", "/the-one-before"));

    Undone undone = revert(strike, new Undo.Recipe(before, recipe.args(), recipe.expiry()));

    assertThat(undone).isInstanceOf(Undone.Gone.class);
    assertThat(((Undone.Gone) undone).why()).contains("another proxy server runs at");
  }

  @Test
  void a_proxy_that_was_removed_took_its_faults_along() throws Exception {
    Strike strike = strike("removed");
    Prepared.Intent intent = intent(strike);
    assertThat(attack().apply(strike, intent, soon())).isInstanceOf(Effect.Struck.class);
    proxies.server.proxies().remove(victim.id().name());

    assertThat(revert(strike, (Undo.Recipe) intent.undo())).isInstanceOf(Undone.Gone.class);
  }

  @Test
  void a_server_that_has_ended_took_its_faults_along() throws Exception {
    Strike strike = strike("ended");
    Prepared.Intent intent = intent(strike);
    attack().apply(strike, intent, soon());
    proxies.server.close();

    assertThat(revert(strike, (Undo.Recipe) intent.undo())).isInstanceOf(Undone.Gone.class);
    assertThat(attack().apply(strike, intent, soon())).isInstanceOf(Effect.Untouched.class);
  }

  @Test
  void a_recipe_holds_all_that_is_needed_and_no_more() throws Exception {
    Undo.Recipe recipe = (Undo.Recipe) intent(strike("text")).undo();

    assertThat(recipe.args())
        .containsOnlyKeys("control", "proxy", "uid", "fault", "type")
        .containsEntry("fault", "gelada-text")
        .containsEntry("control", proxies.url().toString());
    assertThat(recipe.expiry()).isEqualTo(Undo.Expiry.TARGET);
  }

  private Faulting attack() {
    return (Faulting)
        latency.create(
            new Latency.Settings(
                Duration.ofMillis(200),
                Duration.ZERO,
                Latency.Distribution.UNIFORM,
                Direction.DOWNSTREAM,
                1),
            proxies.with);
  }

  private Prepared.Intent intent(Strike strike) throws Exception {
    return (Prepared.Intent) attack().prepare(strike);
  }

  private Undone revert(Strike strike, Undo.Recipe recipe) throws Exception {
    return latency.revert(strike.id(), recipe, proxies.with, soon());
  }

  private Strike strike(String id) {
    return new Strike(
        new StrikeId(id),
        "latency",
        victim,
        Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.MILLIS),
        1);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10), new SystemTime());
  }
}
