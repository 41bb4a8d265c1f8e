package dev.gelada.cli.campaign;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.process.ProcessKill;
import dev.gelada.core.target.TargetId;
import java.io.IOException;

/** {@code kill-process} with stop points; by its name a plain Gelada can settle it. */
@Kinds("process")
@Doc("kill-process with stop points")
public final class StagedKill implements AttackType<ProcessKill.Settings>, Sights {
  private final ProcessKill kill = new ProcessKill();

  @Override
  public String name() {
    return kill.name();
  }

  @Override
  public Class<ProcessKill.Settings> settings() {
    return kill.settings();
  }

  @Override
  public Attack create(ProcessKill.Settings settings, Connections with) {
    return new StagedAttack(kill.create(settings, with), StagedRunner.points());
  }

  @Override
  public Sighting look(StrikeId strike, TargetId victim, Connections with, Deadline deadline)
      throws IOException {
    StagedRunner.points().reach("before sighting");
    return kill.look(strike, victim, with, deadline);
  }
}
