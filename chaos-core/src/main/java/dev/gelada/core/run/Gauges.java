package dev.gelada.core.run;

import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.run.Progress.Phase;
import dev.gelada.core.trail.Entry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a run's probes and keeps what came out; changes of verdict go into the trail.
 * Thread-safe.
 */
final class Gauges {
  private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Engine engine;
  private final Errand errand;
  private final Progress progress;
  private final List<Outcome.Sample> samples = new ArrayList<>();
  private final Map<String, Measure.Verdict> last = new HashMap<>();

  Gauges(Engine engine, Errand errand, Progress progress) {
    this.engine = engine;
    this.errand = errand;
    this.progress = progress;
  }

  List<Outcome.Sample> samples() {
    synchronized (samples) {
      return List.copyOf(samples);
    }
  }

  Watched named(String probe) {
    Watched watched = errand.experiment().probes().get(probe);
    if (watched == null) {
      throw new IllegalArgumentException("no probe " + probe);
    }
    return watched;
  }

  /** One measurement, recorded where the verdict is another than last time. */
  Measure measure(Watched watched, Phase phase) throws InterruptedException {
    Measure measure;
    try {
      measure = watched.probe().measure(Deadline.in(LONGEST, engine.time()));
    } catch (RuntimeException | Error e) {
      // an error too (a class that is missing in a plug-in's jar): a watch must not die unseen
      measure = new Measure(Double.NaN, "", Measure.Verdict.UNKNOWN, engine.words(e));
    }
    Instant at = engine.time().instant();
    boolean changed;
    synchronized (samples) {
      samples.add(new Outcome.Sample(watched, phase, at, measure));
      changed = last.put(watched.name(), measure.verdict()) != measure.verdict();
    }
    progress.measured(watched, phase, measure, at);
    if (changed) {
      record(watched, phase, measure);
    }
    return measure;
  }

  /** Whether it holds, measured again until it does, {@code misses} times at most. */
  Measure holdsAfter(Watched watched, Phase phase, int misses) throws InterruptedException {
    Measure measure = measure(watched, phase);
    for (int miss = 1; miss < misses && measure.verdict() != Measure.Verdict.HOLDS; miss++) {
      engine.time().pause(watched.every());
      measure = measure(watched, phase);
    }
    return measure;
  }

  /**
   * Whether it holds, measured again until it does, the time is up, or nobody wants to know any
   * more.
   */
  Measure holdsWithin(Watched watched, Phase phase, Duration within, BooleanSupplier enough)
      throws InterruptedException {
    Deadline end = Deadline.in(within, engine.time());
    while (true) {
      Measure measure = measure(watched, phase);
      if (enough.getAsBoolean()
          || measure.verdict() == Measure.Verdict.HOLDS
          || end.left().compareTo(watched.every()) < 0) {
        return measure;
      }
      engine.time().pause(watched.every());
    }
  }

  /** Measures until interrupted; tells when it missed {@code failAfter} times in a row. */
  void watch(Watched watched, Consumer<Measure> broken) throws InterruptedException {
    int misses = 0;
    while (true) {
      Measure measure = measure(watched, Phase.DURING);
      misses = measure.verdict() == Measure.Verdict.HOLDS ? 0 : misses + 1;
      if (misses == watched.failAfter()) {
        broken.accept(measure);
      }
      engine.time().pause(watched.every());
    }
  }

  /**
   * A probe's record that cannot be written ends nothing: the sample is kept, and claims have
   * checks of their own.
   */
  private void record(Watched watched, Phase phase, Measure measure) {
    Entry.Probed entry =
        new Entry.Probed(
            watched.name(),
            phase.name().toLowerCase(Locale.ROOT),
            measure.verdict().name(),
            Double.isNaN(measure.value()) ? "" : measure.value() + measure.unit(),
            engine.redactor().clean(measure.detail()));
    try {
      engine.write(errand.id(), "", errand.dry(), List.of(entry));
    } catch (IOException unwritten) {
      LOG.warn(
          "a change of probe {} was not recorded: {}", watched.name(), engine.words(unwritten));
    }
  }
}
