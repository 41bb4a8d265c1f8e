package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attack of {@link ProcessPause}. */
record Pausing(Connections with) implements Attack {
  private static final Duration STEP = Duration.ofMillis(2);

  @Override
  public Lease lease() {
    return Lease.LOCAL;
  }

  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    List<Refusal> why = new ArrayList<>(Aimed.refusals(Order.Task.PAUSE, victim, processes));
    if (why.isEmpty() && processes.find(victim.uid()).filter(OsProcess::stopped).isPresent()) {
      why.add(stoppedAlready(victim));
    }
    return why.isEmpty()
        ? Prepared.Intent.on(
            strike,
            new Undo.Recipe(
                victim.place(), Map.of(Aimed.PROCESS, victim.uid()), Undo.Expiry.GUARDIAN),
            Aimed.touches(victim))
        : new Prepared.Refused(why);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws IOException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    List<Refusal> changed = Aimed.refusals(victim, processes);
    if (!changed.isEmpty()) {
      return new Effect.Untouched(changed.get(0));
    }
    try {
      List<String> words = processes.start(Order.of(Order.Task.PAUSE, strike), deadline);
      if (words.equals(List.of("stopped"))) {
        return stopped(processes, victim, deadline);
      }
      return words.equals(List.of("stopped-already"))
          ? new Effect.Untouched(stoppedAlready(victim))
          : Aimed.notBegun(words, 1, victim);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Effect.Unknown("interrupted while the guardian was being started");
    }
  }

  /** SIGSTOP takes effect when the process next leaves the kernel, so it is looked at. */
  private static Effect stopped(Processes processes, TargetId victim, Deadline deadline)
      throws IOException, InterruptedException {
    while (true) {
      Optional<OsProcess> now = processes.find(victim.uid());
      if (now.isEmpty()) {
        return new Effect.Struck(Map.of("signal", "SIGSTOP", "then", "it ended"));
      }
      if (now.get().stopped()) {
        return new Effect.Struck(Map.of("signal", "SIGSTOP"));
      }
      if (deadline.passed()) {
        return new Effect.Unknown("SIGSTOP was sent and the process does not stand still yet");
      }
      processes.time().pause(STEP);
    }
  }

  private static Refusal stoppedAlready(TargetId victim) {
    return new Refusal(
        "already-stopped",
        "process " + victim.name() + " is stopped, and not by this strike.",
        "Whoever stopped it lets it go on: 'kill -CONT " + victim.name() + "'.");
  }
}
