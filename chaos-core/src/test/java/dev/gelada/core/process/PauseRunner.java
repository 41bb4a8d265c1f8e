package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.RealConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Applies a pause and then waits to be killed. */
final class PauseRunner {
  private PauseRunner() {}

  public static void main(String[] args) throws Exception {
    try (RealConnections connections = new RealConnections(Children.ambient(Path.of("unused")))) {
      Processes processes = connections.get(Processes.class);
      OsProcess victim = processes.find(args[1]).orElseThrow();
      Target target =
          new Target(
              new TargetId(processes.place(), "process", "" + victim.pid(), victim.id()),
              new GroupId(processes.place(), "process-set", "test"),
              "",
              Map.of(),
              null,
              Health.HEALTHY,
              List.of());
      Strike strike =
          new Strike(new StrikeId(args[0]), "pause-process", target, Instant.parse(args[2]), 1);
      Attack attack = new ProcessPause().create(new ProcessPause.Settings(), connections);
      attack.apply(
          strike,
          (Prepared.Intent) attack.prepare(strike),
          Children.within(Duration.ofSeconds(10)));
      new CountDownLatch(1).await();
    }
  }
}
