package dev.gelada.server;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.SpyAttack;
import java.util.List;

/** {@code topple}: removes a fake, by the spy that the test gave as a client. */
@Kinds("fake")
@Doc("removes a fake")
public final class Topple implements AttackType<Topple.Settings>, Sights, Check {
  /** Nothing to set. */
  @Example("topple: {target: cart}")
  public record Settings() {}

  @Override
  public String name() {
    return "topple";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Late(() -> with.get(SpyAttack.Irreversible.class));
  }

  @Override
  public Sighting look(StrikeId strike, TargetId victim, Connections with, Deadline deadline) {
    return with.get(FakeTargets.class).serves(victim) ? Sighting.UNTOUCHED : Sighting.STRUCK;
  }

  @Override
  public List<Refusal> missing(Connections with) {
    return with.get(Lack.class).ofAttack();
  }
}
