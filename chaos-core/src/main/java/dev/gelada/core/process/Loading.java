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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attack of {@link CpuLoad} and {@link MemoryLoad}. The load lies beside the victim, on the
 * same host, in Gelada's own control group; a loaded victim counts as taken, as a paused one does.
 */
record Loading(Load load, Connections with) implements Attack {
  private static final Duration STEP = Duration.ofMillis(20);

  /** What is special to a load. */
  interface Load {
    /** More than the host can spare is refused and never cut down. */
    Optional<Refusal> tooMuch(Processes processes) throws IOException;

    /** What is started for a strike. */
    Order order(Strike strike);

    /** What of the host two of them would share. */
    String resource();

    /** Empty when all of it is there; else what is missing yet. */
    Optional<String> missing(Strike strike, Processes processes) throws IOException;

    /** For reports. */
    Map<String, String> details();

    /** The least one. */
    Lease lease();
  }

  @Override
  public Lease lease() {
    return load.lease();
  }

  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    List<Refusal> why = against(victim, processes, load.order(strike).task());
    return why.isEmpty()
        ? Prepared.Intent.on(
            strike,
            new Undo.Recipe(
                victim.place(), Map.of(Aimed.PROCESS, victim.uid()), Undo.Expiry.TARGET),
            load.resource() + " of " + victim.place())
        : new Prepared.Refused(why);
  }

  private List<Refusal> against(TargetId victim, Processes processes, Order.Task task)
      throws IOException {
    List<Refusal> why = Aimed.refusals(task, victim, processes);
    return why.isEmpty() ? load.tooMuch(processes).map(List::of).orElse(List.of()) : why;
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws IOException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    Order order = load.order(strike);
    List<Refusal> changed = against(victim, processes, order.task());
    if (!changed.isEmpty()) {
      return new Effect.Untouched(changed.get(0));
    }
    try {
      List<String> words = processes.start(order, deadline);
      if (words.equals(List.of("unprotected"))) {
        return new Effect.Untouched(
            new Refusal(
                "oom-score",
                "the load could not be made the first that the kernel takes if memory runs out.",
                "Run Gelada where it may write /proc/self/oom_score_adj."));
      }
      return words.equals(Collections.nCopies(order.copies(), "started"))
          ? complete(strike, processes, deadline)
          : Aimed.notBegun(words, order.copies(), victim);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Effect.Unknown("interrupted while the load was being started");
    }
  }

  private Effect complete(Strike strike, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    while (true) {
      Optional<String> missing = load.missing(strike, processes);
      if (missing.isEmpty()) {
        return new Effect.Struck(load.details());
      }
      if (deadline.passed()) {
        return new Effect.Unknown(missing.get());
      }
      processes.time().pause(STEP);
    }
  }
}
