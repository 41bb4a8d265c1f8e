package dev.gelada.k8s.testing;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Deadline;
import java.time.Duration;

/**
 * An attack with a short settle time: this API server is on loopback, and a contract waits for it
 * many times.
 *
 * @param attack the real one
 */
public record Hasty(Attack attack) implements Attack {
  @Override
  public Prepared prepare(Strike strike) throws Exception {
    return attack.prepare(strike);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception {
    return attack.apply(strike, intent, deadline);
  }

  @Override
  public Lease lease() {
    return new Lease(attack.lease().applyWithin(), Duration.ofMillis(300));
  }
}
