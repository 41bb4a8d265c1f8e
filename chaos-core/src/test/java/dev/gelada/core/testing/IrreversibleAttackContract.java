package dev.gelada.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import org.junit.jupiter.api.Test;

/** What an attack with the power {@link Sights} must do beside {@link AttackContract}. */
public abstract non-sealed class IrreversibleAttackContract extends AttackContract {
  @Test
  void a_look_tells_by_identity_what_happened() throws Exception {
    Sights sights = (Sights) type();
    Target victim = victim();
    Strike strike = strike(victim, PATIENCE);
    Prepared.Intent intent = intent(strike);

    assertThat(look(sights, strike, victim.id())).isEqualTo(Sights.Sighting.UNTOUCHED);
    assertThat(look(sights, strike, moved(victim.id()))).isEqualTo(Sights.Sighting.UNSEEN);
    apply(strike, intent);
    Await.until("harmed", PATIENCE, () -> harmed(victim));
    assertThat(look(sights, strike, victim.id())).isEqualTo(Sights.Sighting.STRUCK);
  }

  private Sights.Sighting look(Sights sights, Strike strike, TargetId whom) throws Exception {
    return sights.look(strike.id(), whom, connections(), Deadline.in(PATIENCE, time()));
  }

  private static TargetId moved(TargetId id) {
    return new TargetId(
        new Place(id.place().scheme(), "another/one"), id.kind(), id.name(), id.uid());
  }
}
