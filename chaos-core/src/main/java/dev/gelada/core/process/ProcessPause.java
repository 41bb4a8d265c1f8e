package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pause-process}: stops a process with SIGSTOP and lets it go on with SIGCONT. A guardian
 * does both, so there is no moment at which only Gelada could end it.
 */
@Kinds("process")
@Doc(
    "stops a process with SIGSTOP; a guardian lets it go on at the end, whatever becomes of Gelada")
public final class ProcessPause implements AttackType<ProcessPause.Settings>, Reverts, Check {
  private static final Duration STEP = Duration.ofMillis(5);

  /** There is nothing to set. */
  @Example("pause-process: {target: shop, for: 10s}")
  public record Settings() {}

  @Override
  public String name() {
    return "pause-process";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Pausing(with);
  }

  @Override
  public List<Refusal> missing(Connections with) {
    return Aimed.missing(Order.Task.PAUSE, with.get(Processes.class));
  }

  /**
   * Ends the guardian first, so that nothing can stop the process afterwards, then sends SIGCONT,
   * always: it also cancels a SIGSTOP that was sent and has not taken effect yet. Who stopped a
   * process cannot be seen, so another one's SIGSTOP, sent during the strike, is ended too.
   */
  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    Optional<Undone> away = Aimed.ended(strike, undo, processes, deadline);
    return away.isPresent() ? away.get() : resume(Aimed.victim(undo), processes, deadline);
  }

  private static Undone resume(String process, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    return switch (processes.signal(process, Signal.CONT, deadline)) {
      case GONE -> new Undone.Gone("process " + process + " has ended");
      case FORBIDDEN -> throw new IOException("not allowed to send SIGCONT to process " + process);
      case SENT -> running(process, processes, deadline);
    };
  }

  private static Undone running(String process, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    while (true) {
      Optional<OsProcess> now = processes.find(process);
      if (now.isEmpty()) {
        return new Undone.Gone("process " + process + " has ended");
      }
      if (!now.get().stopped()) {
        return new Undone.Restored(Map.of("signal", "SIGCONT"));
      }
      if (deadline.passed()) {
        throw new IOException("process " + process + " is still stopped after SIGCONT");
      }
      processes.time().pause(STEP);
    }
  }
}
