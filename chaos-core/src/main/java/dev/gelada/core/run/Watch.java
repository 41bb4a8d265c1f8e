package dev.gelada.core.run;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the trail while the steps of a run are under way: a halt, an abort from elsewhere, the end
 * of the run's time; and settles what other processes left behind.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration SWEEP = Duration.ofSeconds(5);

  /**
   * After so long without the trail a run ends: what is open is reverted, and recorded when it is
   * back.
   */
  private static final Duration BLIND = Duration.ofSeconds(10);

  private final Engine engine;
  private final Errand errand;
  private final Predicate<String> mine;
  private final Reins reins;
  private final Recovery recovery;

  Watch(Engine engine, Errand errand, Predicate<String> mine, Reins reins) {
    this.reins = reins;
    this.engine = engine;
    this.errand = errand;
    this.mine = mine;
    this.recovery = new Recovery(engine);
  }

  /** Watches until interrupted; tells once why the run must end. */
  void until(Consumer<Stop> stop) throws InterruptedException {
    Deadline blind = Deadline.in(BLIND, engine.time());
    while (true) {
      if (over()) {
        stop.accept(Stop.of(Outcome.ABORTED, "maxDuration is over"));
        return;
      }
      try {
        Stop now = reason(engine.trail().read());
        if (now != null) {
          stop.accept(now);
          return;
        }
        blind = Deadline.in(BLIND, engine.time());
      } catch (IOException e) {
        if (blind.passed()) {
          stop.accept(Stop.of(Outcome.ABORTED, "the trail cannot be read: " + engine.words(e)));
          return;
        }
      }
      engine.time().pause(TICK);
    }
  }

  /**
   * Settles what nobody owns any more, now and then, until interrupted. On a thread of its own: a
   * platform that is slow to revert must not keep a halt from being seen.
   */
  void sweep() throws InterruptedException {
    while (true) {
      try {
        recovery.pass(Recovery.Mode.PASSING, mine.negate());
      } catch (IOException | RuntimeException e) {
        LOG.debug(
            "a sweep of the trail failed: {}", engine.words(e)); // until() says so if it lasts
      }
      engine.time().pause(SWEEP);
    }
  }

  private boolean over() {
    Instant endsBy = errand.endsBy();
    return endsBy != null && !engine.time().instant().isBefore(endsBy);
  }

  private @Nullable Stop reason(Ledger ledger) {
    if (ledger.halted() != null) {
      return new Stop(Outcome.ABORTED, "halted: " + ledger.halted().reason(), List.of(), false);
    }
    if (reins.halted(ledger.haltedAfter())) {
      return Stop.of(Outcome.ABORTED, "halted after this run began, and resumed since");
    }
    Ledger.Run run = ledger.runs().get(errand.id());
    if (run != null && run.aborted() != null) {
      return new Stop(Outcome.ABORTED, run.aborted().reason(), List.of(), true);
    }
    return null;
  }
}
