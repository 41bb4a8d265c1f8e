package dev.gelada.server;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.testing.SpyAttack;

/** {@code hush}: makes a fake unhealthy for a while, by the spy that the test gave as a client. */
@Kinds("fake")
@Doc("makes a fake unhealthy")
public final class Hush implements AttackType<Hush.Settings>, Reverts {
  /** Nothing to set. */
  @Example("hush: {target: cart, for: 1m}")
  public record Settings() {}

  @Override
  public String name() {
    return "hush";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Late(() -> with.get(SpyAttack.Reversible.class));
  }

  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws Exception {
    return with.get(SpyAttack.Reversible.class).revert(strike, undo, with, deadline);
  }
}
