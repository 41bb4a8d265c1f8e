package dev.gelada.server;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.testing.SpyAttack;
import java.util.function.Supplier;

/** An attack that is found when it is used, because creating one uses no clients. */
record Late(Supplier<? extends Attack> attack) implements Attack {
  @Override
  public Lease lease() {
    return SpyAttack.LEASE;
  }

  @Override
  public Prepared prepare(Strike strike) throws Exception {
    return attack.get().prepare(strike);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception {
    return attack.get().apply(strike, intent, deadline);
  }
}
