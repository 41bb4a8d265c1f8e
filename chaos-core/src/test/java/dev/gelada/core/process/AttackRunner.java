package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Size;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.RealConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Applies an attack in a JVM of its own and then waits to be killed. An attack is given as text:
 * its name and its settings, each a word; for {@code run-command} two scripts.
 */
final class AttackRunner {
  private AttackRunner() {}

  static Process start(Children children, Strike strike, List<String> settings) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                strike.id().value(), strike.victim().id().uid(), String.valueOf(strike.endsAt())));
    arguments.addAll(settings);
    return children.java(AttackRunner.class, arguments.toArray(String[]::new));
  }

  public static void main(String[] args) throws Exception {
    try (RealConnections connections = new RealConnections(Children.ambient(Path.of("unused")))) {
      List<String> settings = List.of(args).subList(3, args.length);
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
          new Strike(
              new StrikeId(args[0]), type(settings).name(), target, Instant.parse(args[2]), 1);
      Attack attack = attack(settings, connections);
      attack.apply(
          strike,
          (Prepared.Intent) attack.prepare(strike),
          Children.within(Duration.ofSeconds(10)));
      new CountDownLatch(1).await();
    }
  }

  static AttackType<?> type(List<String> settings) {
    return switch (settings.get(0)) {
      case "pause-process" -> new ProcessPause();
      case "cpu-load" -> new CpuLoad();
      case "memory-load" -> new MemoryLoad();
      default -> new RunCommand();
    };
  }

  static Attack attack(List<String> settings, Connections with) {
    return switch (settings.get(0)) {
      case "pause-process" -> new ProcessPause().create(new ProcessPause.Settings(), with);
      case "cpu-load" ->
          new CpuLoad().create(new CpuLoad.Settings(Integer.parseInt(settings.get(1))), with);
      case "memory-load" ->
          new MemoryLoad()
              .create(
                  new MemoryLoad.Settings(new Size(Long.parseLong(settings.get(1)) << 20)), with);
      default ->
          new RunCommand()
              .create(
                  new RunCommand.Settings(
                      List.of("sh", "-c", settings.get(1)),
                      List.of("/bin/sh", "-c", settings.get(2))),
                  with);
    };
  }

  static Reverts reverts(List<String> settings) {
    return (Reverts) type(settings);
  }

  static Connections only(Processes processes) {
    return new Connections() {
      @Override
      public <C> C get(Class<C> type) {
        return type.cast(processes);
      }

      @Override
      public void close() {}
    };
  }
}
