package dev.gelada.cli.campaign;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Deadline;

/**
 * An attack with stop points before and after it is prepared and applied.
 *
 * @param attack the real one
 */
record StagedAttack(Attack attack, StopPoints points) implements Attack {
  private static final ThreadLocal<Boolean> APPLYING = ThreadLocal.withInitial(() -> false);

  /** Whether this thread is inside an attack. */
  static boolean applying() {
    return APPLYING.get();
  }

  @Override
  public Lease lease() {
    return attack.lease();
  }

  @Override
  public Prepared prepare(Strike strike) throws Exception {
    points.reach("before prepare");
    Prepared prepared = attack.prepare(strike);
    points.reach("after prepare");
    return prepared;
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception {
    points.reach("before apply");
    APPLYING.set(true);
    try {
      return attack.apply(strike, intent, deadline);
    } finally {
      APPLYING.set(false);
      points.reach("after apply");
    }
  }
}
