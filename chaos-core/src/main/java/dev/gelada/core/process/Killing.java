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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attack of {@link ProcessKill}. */
record Killing(ProcessKill.Settings settings, Connections with) implements Attack {
  private static final Duration STEP = Duration.ofMillis(5);

  /** A killed process is gone in milliseconds unless the kernel has to wait for a device. */
  private static final Duration UNTIL_GONE = Duration.ofSeconds(1);

  @Override
  public Lease lease() {
    return Lease.LOCAL.lengthened(
        new Lease(Lease.LOCAL.applyWithin().plus(settings.grace()), Lease.LOCAL.settleTime()));
  }

  @Override
  public Prepared prepare(Strike strike) throws IOException {
    TargetId victim = strike.victim().id();
    List<Refusal> why = Aimed.refusals(victim, with.get(Processes.class));
    return why.isEmpty()
        ? Prepared.Intent.on(
            strike,
            new Undo.None(
                "a process that has ended does not come back; its supervisor may start another"),
            Aimed.touches(victim))
        : new Prepared.Refused(why);
  }

  /**
   * Once the first signal is out the answer is always that it struck: what follows, SIGKILL after
   * the grace or an interruption before it, changes only the details.
   */
  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    List<Refusal> changed = Aimed.refusals(victim, processes);
    if (!changed.isEmpty()) {
      return new Effect.Untouched(changed.get(0));
    }
    if (Thread.currentThread().isInterrupted() || deadline.passed()) {
      return new Effect.Untouched(
          new Refusal("lease", "there was no time left before the signal.", "Run it again."));
    }
    Signal first = settings.signal().signal();
    return switch (processes.signal(victim.uid(), first, deadline)) {
      case GONE -> new Effect.Untouched(Aimed.gone(victim));
      case FORBIDDEN -> new Effect.Untouched(Aimed.forbidden(victim));
      case SENT -> new Effect.Struck(aftermath(processes, victim, deadline));
    };
  }

  private Map<String, String> aftermath(Processes processes, TargetId victim, Deadline deadline)
      throws IOException {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("signal", "SIG" + settings.signal());
    try {
      finish(processes, victim, deadline, details);
    } catch (InterruptedException stop) {
      details.put("interrupted", "before it was seen to end");
      Thread.currentThread().interrupt();
    }
    return details;
  }

  private void finish(
      Processes processes, TargetId victim, Deadline deadline, Map<String, String> details)
      throws IOException, InterruptedException {
    boolean kill = settings.signal() == ProcessKill.By.KILL;
    long begun = processes.time().nanos();
    boolean gone =
        endsWithin(processes, victim, deadline.atMost(kill ? UNTIL_GONE : settings.grace()));
    if (!gone && !kill && !settings.grace().isZero() && !deadline.passed()) {
      Processes.Sent sent = processes.signal(victim.uid(), Signal.KILL, deadline);
      details.put("afterGrace", sent == Processes.Sent.SENT ? "SIGKILL" : "it had ended");
      gone = endsWithin(processes, victim, deadline.atMost(UNTIL_GONE));
    }
    long millis = (processes.time().nanos() - begun) / 1_000_000;
    details.put("ended", gone ? "after " + millis + " ms" : "not within " + millis + " ms");
  }

  private static boolean endsWithin(Processes processes, TargetId victim, Deadline deadline)
      throws IOException, InterruptedException {
    while (processes.find(victim.uid()).isPresent()) {
      if (deadline.passed()) {
        return false;
      }
      processes.time().pause(STEP);
    }
    return true;
  }
}
