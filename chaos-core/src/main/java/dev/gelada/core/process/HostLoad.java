package dev.gelada.core.process;

import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The powers that attacks have which load the host beside a victim: to end it is to end those. */
interface HostLoad extends Reverts, Check {
  /** Programs that the load is made of, beside what every guardian needs. */
  List<String> programs();

  @Override
  default List<Refusal> missing(Connections with) {
    return missing(with.get(Processes.class), programs());
  }

  static List<Refusal> missing(Processes processes, List<String> programs) {
    List<Refusal> missing = new ArrayList<>(processes.missingForGuardians());
    if (missing.isEmpty()) {
      missing.addAll(processes.missing(programs));
    }
    return missing;
  }

  /** Ends every process that carries the strike's mark and makes sure that none is left. */
  @Override
  default Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    Optional<Undone> away = Aimed.away(undo, processes);
    if (away.isPresent()) {
      return away.get();
    }
    processes.dismiss(strike, Aimed.PATIENCE, deadline);
    String victim = Aimed.victim(undo);
    return processes.find(victim).isPresent()
        ? new Undone.Restored(Map.of("load", "ended"))
        : new Undone.Gone("process " + victim + " has ended, and no load is left");
  }
}
