package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.IrreversibleAttackContract;
import dev.gelada.core.testing.RealConnections;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessKillIT extends IrreversibleAttackContract {
  @TempDir Path folder = Path.of("unset");

  private final Children children = new Children();
  private final ProcessKill type = new ProcessKill();
  private final RealConnections connections =
      new RealConnections(Children.ambient(Path.of("unused")));

  @AfterEach
  void end() throws Exception {
    children.killAll();
    connections.close();
  }

  @Override
  protected AttackType<?> type() {
    return type;
  }

  @Override
  protected Attack attack() {
    return kill(ProcessKill.By.KILL, Duration.ZERO);
  }

  @Override
  protected Connections connections() {
    return connections;
  }

  @Override
  protected Target victim() throws Exception {
    return Children.target(processes(), children.sleeper(Map.of()));
  }

  @Override
  protected boolean harmed(Target victim) throws Exception {
    return processes().find(victim.id().uid()).isEmpty();
  }

  @Override
  protected TargetId lookAlike(TargetId victim) {
    return new TargetId(victim.place(), victim.kind(), victim.name(), victim.name() + "@1");
  }

  @Test
  void a_process_that_catches_the_signal_is_killed_after_the_grace() throws Exception {
    Target victim = stubborn();
    Strike strike = strike(victim, Duration.ZERO);
    Attack attack = kill(ProcessKill.By.TERM, Duration.ofMillis(300));
    Prepared.Intent intent = (Prepared.Intent) attack.prepare(strike);

    Effect effect = attack.apply(strike, intent, Children.within(attack.lease().applyWithin()));

    assertThat(effect).isInstanceOf(Effect.Struck.class);
    assertThat(((Effect.Struck) effect).details())
        .containsEntry("signal", "SIGTERM")
        .containsEntry("afterGrace", "SIGKILL");
    assertThat(harmed(victim)).isTrue();
  }

  @Test
  void without_a_grace_no_second_signal_follows() throws Exception {
    for (ProcessKill.By signal : new ProcessKill.By[] {ProcessKill.By.TERM, ProcessKill.By.HUP}) {
      Target victim = stubborn();
      Strike strike = strike(victim, Duration.ZERO);
      Attack attack = kill(signal, Duration.ZERO);
      Prepared.Intent intent = (Prepared.Intent) attack.prepare(strike);

      Effect effect = attack.apply(strike, intent, Children.within(attack.lease().applyWithin()));

      assertThat(effect).isInstanceOf(Effect.Struck.class);
      assertThat(harmed(victim)).isFalse();
    }
  }

  @Test
  void every_signal_of_the_settings_arrives() throws Exception {
    for (ProcessKill.By signal : ProcessKill.By.values()) {
      Process process = children.start(Map.of(), "sh", "-c", "ulimit -c 0; exec sleep 300");
      Await.until("exec", Duration.ofSeconds(5), () -> "sleep".equals(command(process)));
      if (ignores(process, number(signal))) {
        // inherited: a JVM blocks SIGQUIT in its threads, a shell ignores SIGINT in the background
        continue;
      }
      Target victim = Children.target(processes(), process);
      Strike strike = strike(victim, Duration.ZERO);
      Attack attack = kill(signal, Duration.ZERO);

      attack.apply(
          strike, (Prepared.Intent) attack.prepare(strike), Children.within(Duration.ofSeconds(3)));

      assertThat(process.waitFor()).isEqualTo(128 + number(signal));
    }
  }

  @Test
  void gelada_itself_and_pid_1_are_refused() throws Exception {
    for (long pid : new long[] {1, ProcessHandle.current().pid()}) {
      OsProcess process = processes().at(pid).orElseThrow();
      Target me =
          new Target(
              new TargetId(processes().place(), "process", "" + pid, process.id()),
              victim().group(),
              "",
              Map.of(),
              null,
              Health.HEALTHY,
              List.of());

      Prepared prepared = attack().prepare(strike(me, Duration.ZERO));

      assertThat(prepared).isInstanceOf(Prepared.Refused.class);
      assertThat(((Prepared.Refused) prepared).why().get(0).rule()).isEqualTo("never-touch");
    }
  }

  @Test
  void a_grace_lengthens_the_lease() {
    assertThat(kill(ProcessKill.By.TERM, Duration.ofSeconds(7)).lease().applyWithin())
        .isEqualTo(Duration.ofSeconds(10));
    assertThatThrownBy(() -> kill(ProcessKill.By.KILL, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kill(ProcessKill.By.TERM, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Target stubborn() throws Exception {
    Path ready = Files.createTempFile(folder, "ready", "");
    Process process =
        children.start(
            Map.of(),
            "sh",
            "-c",
            "trap '' TERM HUP; echo x > " + ready + "; while :; do sleep 0.1; done");
    Await.until("trap set", Duration.ofSeconds(5), () -> Files.size(ready) > 0);
    return Children.target(processes(), process);
  }

  private String command(Process process) throws Exception {
    return processes().at(process.pid()).map(OsProcess::command).orElse("");
  }

  private static boolean ignores(Process process, int signal) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:") || line.startsWith("SigBlk:"))
        .anyMatch(line -> new BigInteger(line.substring(7).strip(), 16).testBit(signal - 1));
  }

  private static int number(ProcessKill.By signal) {
    return switch (signal) {
      case HUP -> 1;
      case INT -> 2;
      case QUIT -> 3;
      case ABRT -> 6;
      case KILL -> 9;
      case TERM -> 15;
    };
  }

  private Attack kill(ProcessKill.By signal, Duration grace) {
    return type.create(new ProcessKill.Settings(signal, grace), connections);
  }

  private Processes processes() {
    return connections.get(Processes.class);
  }
}
