package dev.gelada.cli;

import dev.gelada.core.plan.Watched;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows a run while it goes on: each record as it becomes durable, each part as it begins, and
 * keeps what probes measured. Prints on a thread of its own, because a terminal that does not take
 * its lines must never hold up a revert.
 */
public final class Timeline implements TrailListener, Progress, AutoCloseable {
  private static final long DRAIN_SECONDS = 5;

  private final Console console;
  private final Narrator narrator;
  private final Map<String, Gauge> gauges = new LinkedHashMap<>();

  /** The part that has begun and of which nothing is shown yet. */
  private final AtomicReference<String> begins = new AtomicReference<>("");

  private final ExecutorService printer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "gelada-timeline");
            thread.setDaemon(true);
            return thread;
          });

  /** Prints on this console, and nothing when a program reads. */
  public Timeline(Console console) {
    this.console = console;
    this.narrator = new Narrator(console);
  }

  /**
   * What one probe showed in a run.
   *
   * @param probe its name
   * @param measured how often
   * @param missed how often it did not hold
   * @param lowest of the values; NaN where there was none
   * @param highest of the values; NaN where there was none
   * @param unit of the values
   * @param last verdict
   */
  public record Gauge(
      String probe,
      int measured,
      int missed,
      double lowest,
      double highest,
      String unit,
      Measure.Verdict last) {
    Gauge and(Measure measure) {
      boolean held = measure.verdict() == Measure.Verdict.HOLDS;
      boolean valued = !Double.isNaN(measure.value());
      return new Gauge(
          probe,
          measured + 1,
          held ? missed : missed + 1,
          valued && !(lowest <= measure.value()) ? measure.value() : lowest,
          valued && !(highest >= measure.value()) ? measure.value() : highest,
          measure.unit().isEmpty() ? unit : measure.unit(),
          measure.verdict());
    }

    /** {@code answers: 34 measured, 2 missed, 1.2 to 40 ms}. */
    String words() {
      String values =
          Double.isNaN(lowest)
              ? ""
              : String.format(Locale.ROOT, ", %.4g to %.4g %s", lowest, highest, unit)
                  .stripTrailing();
      return "%s: %d measured, %d missed%s".formatted(probe, measured, missed, values);
    }
  }

  @Override
  public void recorded(TrailRecord written) {
    String begun = begins.getAndSet("");
    if (!begun.isEmpty()) {
      print(console.dim("-- " + begun));
    }
    print(narrator.line(written));
  }

  @Override
  public void phase(Phase phase) {
    begins.set(title(phase));
  }

  @Override
  public void measured(Watched probe, Phase phase, Measure measure, Instant at) {
    synchronized (gauges) {
      gauges.merge(
          probe.name(),
          new Gauge(probe.name(), 0, 0, Double.NaN, Double.NaN, "", measure.verdict()).and(measure),
          (so, first) -> so.and(measure));
    }
  }

  /** What the probes showed so far, in the order in which they were first measured. */
  public List<Gauge> gauges() {
    synchronized (gauges) {
      return List.copyOf(gauges.values());
    }
  }

  @Override
  public void close() {
    finish();
  }

  /** The run is over: waits a little until all is printed. What is told later is not. */
  public void finish() {
    printer.shutdown();
    try {
      if (!printer.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        printer.shutdownNow();
      }
    } catch (InterruptedException e) {
      printer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void print(String line) {
    if (!printer.isShutdown()) {
      printer.execute(() -> console.line(line));
    }
  }

  private static String title(Progress.Phase phase) {
    return switch (phase) {
      case LAUNCH -> "targets of its own";
      case BEFORE -> "steady state before";
      case DURING -> "steps";
      case REVERT -> "putting back";
      case AFTER -> "steady state after";
      case CLEAN -> "ending what it started";
    };
  }
}
