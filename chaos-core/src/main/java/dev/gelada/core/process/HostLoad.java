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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The powers that attacks have which load the host beside a victim: to end it is to end those. */
interface HostLoad extends Reverts, Check {
  /** What its guardians do. */
  Order.Task task();

  @Override
  default List<Refusal> missing(Connections with) {
    return Aimed.missing(task(), with.get(Processes.class));
  }

  /** Ends every process that carries the strike's mark and makes sure that none is left. */
  @Override
  default Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    Optional<Undone> away = Aimed.ended(strike, undo, processes, deadline);
    if (away.isPresent()) {
      return away.get();
    }
    String victim = Aimed.victim(undo);
    return processes.find(victim).isPresent()
        ? new Undone.Restored(Map.of("load", "ended"))
        : new Undone.Gone("process " + victim + " has ended, and no load is left");
  }
}
