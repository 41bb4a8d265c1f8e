package dev.gelada.cli.campaign;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.process.ProcessPause;
import java.io.IOException;

/** {@code pause-process} with stop points; by its name a plain Gelada can settle it. */
@Kinds("process")
@Doc("pause-process with stop points")
public final class StagedPause implements AttackType<ProcessPause.Settings>, Reverts {
  private final ProcessPause pause = new ProcessPause();

  @Override
  public String name() {
    return pause.name();
  }

  @Override
  public Class<ProcessPause.Settings> settings() {
    return pause.settings();
  }

  @Override
  public Attack create(ProcessPause.Settings settings, Connections with) {
    return new StagedAttack(pause.create(settings, with), StagedRunner.points());
  }

  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    StagedRunner.points().reach("before revert");
    Undone undone = pause.revert(strike, undo, with, deadline);
    StagedRunner.points().reach("after revert");
    return undone;
  }
}
