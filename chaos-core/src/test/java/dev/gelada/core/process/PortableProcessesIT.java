package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left where there is no /proc: launch and kill. */
@Timeout(60)
class PortableProcessesIT {
  @TempDir Path folder = Path.of("unset");

  private final Children children = new Children();

  @AfterEach
  void end() throws Exception {
    children.killAll();
  }

  @Test
  void launches_kills_and_ends() throws Exception {
    Connections with = connections();
    TargetSource source =
        new Launching()
            .create(
                new Launching.Settings(List.of("sleep", "300"), 2, null, false, Map.of(), 0), with);
    Owned owned = (Owned) source;
    owned.start(owned.launches("run", "shop"), Children.within(Duration.ofSeconds(10)));
    List<Target> members =
        source.members(source.groups(Scope.all()).findFirst().orElseThrow().id()).toList();
    assertThat(members).hasSize(2);

    Effect effect = kill(members.get(0), with);

    assertThat(effect).isInstanceOf(Effect.Struck.class);
    assertThat(with.get(Processes.class).find(members.get(0).id().uid())).isEmpty();
    assertThat(with.get(Processes.class).find(members.get(1).id().uid())).isPresent();
    owned.end(Children.within(Duration.ofSeconds(10)));
    assertThat(with.get(Processes.class).find(members.get(1).id().uid())).isEmpty();
  }

  @Test
  void pausing_and_searching_are_refused_with_a_remedy() throws Exception {
    Connections with = connections();
    Target victim = Children.target(with.get(Processes.class), children.sleeper(Map.of()));
    Strike strike =
        new Strike(new StrikeId("a"), "pause-process", victim, Instant.now().plusSeconds(9), 1);

    Prepared prepared =
        new ProcessPause().create(new ProcessPause.Settings(), with).prepare(strike);

    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    assertThat(((Prepared.Refused) prepared).why().get(0).rule()).isEqualTo("prerequisite");
    assertThat(new ProcessPause().missing(with)).hasSize(1);
    assertThat(new ProcessSearch().missing(with)).hasSize(1);
    TargetSource source =
        new ProcessSearch().create(new ProcessSearch.Settings("shop", null), with);
    assertThatThrownBy(() -> source.groups(Scope.all()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/proc");
  }

  @Test
  void gelada_and_its_ancestors_are_never_touched() throws Exception {
    Processes processes = connections().get(Processes.class);
    long parent = ProcessHandle.current().parent().orElseThrow().pid();

    assertThat(processes.against(processes.at(ProcessHandle.current().pid()).orElseThrow()))
        .hasSize(1);
    assertThat(processes.against(processes.at(parent).orElseThrow())).hasSize(1);
  }

  private static Effect kill(Target victim, Connections with) throws Exception {
    Attack attack =
        new ProcessKill()
            .create(new ProcessKill.Settings(ProcessKill.By.KILL, Duration.ZERO), with);
    Strike strike = new Strike(new StrikeId("b"), "kill-process", victim, null, 1);
    return attack.apply(
        strike, (Prepared.Intent) attack.prepare(strike), Children.within(Duration.ofSeconds(3)));
  }

  private Connections connections() {
    Processes processes = new PortableProcesses(Children.ambient(folder));
    return AttackRunner.only(processes);
  }
}
