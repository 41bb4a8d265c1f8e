package dev.gelada.core.run;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.run.Progress.Phase;
import dev.gelada.core.trail.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run from its first record to its last. Whatever happens in between, what it opened is closed.
 */
final class Course {
  private final Engine engine;
  private final Errand errand;
  private final Progress progress;
  private final ExecutorService threads;
  private final Gauges gauges;
  private final Launcher launcher;
  private final Watch watch;
  private final Reins reins;
  private final Release release;
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final CountDownLatch worked = new CountDownLatch(1);
  private final AtomicReference<@Nullable Future<?>> body = new AtomicReference<>();

  Course(
      Engine engine,
      Errand errand,
      Progress progress,
      ExecutorService threads,
      Predicate<String> mine,
      Reins reins,
      Release release) {
    this.reins = reins;
    this.release = release;
    this.engine = engine;
    this.errand = errand;
    this.progress = progress;
    this.threads = threads;
    this.gauges = new Gauges(engine, errand, progress);
    this.launcher = new Launcher(engine, errand.id(), errand.dry());
    this.watch = new Watch(engine, errand, mine, reins);
  }

  /** Ends the run as soon as can be; the first reason given is the one that stands. */
  void stop(Stop why) {
    if (stop.compareAndSet(null, why)) {
      Future<?> running = body.get();
      if (running != null) {
        running.cancel(true);
      }
    }
  }

  private @Nullable Stop stopped() {
    return stop.get();
  }

  /** Does the run. Uninterruptible from outside but through {@link #stop}. */
  Outcome go() {
    try {
      append(
          new Entry.Started(
              errand.origin(policyHash(), engine.version()),
              engine.owners().self(),
              errand.seed()));
    } catch (IOException | RuntimeException e) {
      return new Outcome(
          errand.id(),
          Outcome.FAILED,
          "the trail: " + engine.words(e),
          List.of(),
          List.of(),
          List.of());
    }
    Future<?> running =
        threads.submit(
            () -> {
              try {
                work();
              } finally {
                worked.countDown();
              }
              return null;
            });
    body.set(running);
    if (stop.get() != null) {
      running.cancel(true);
    }
    await(running);
    reins.close();
    return new Closing(engine, errand, progress, gauges, launcher, this::stopped, reins)
        .close(this::hypothesis);
  }

  private String policyHash() throws IOException {
    return engine.policy(engine.trail().read()).hash();
  }

  private void await(Future<?> running) {
    while (true) {
      try {
        running.get();
        return;
      } catch (InterruptedException e) {
        stop(Stop.of(Outcome.ABORTED, "interrupted"));
      } catch (CancellationException e) {
        awaitWork();
        return;
      } catch (ExecutionException e) {
        stop(reason(e));
        return;
      }
    }
  }

  /**
   * A cancelled future answers at once; its thread may be in the middle of something. One that
   * ignores its interrupt is not waited for beyond the longest lease: its claims are settled like a
   * stranger's.
   */
  private void awaitWork() {
    boolean interrupted = false;
    Deadline bound = Deadline.in(Settler.BOUND, engine.time());
    while (!bound.passed()) {
      try {
        if (worked.await(bound.left().toNanos(), TimeUnit.NANOSECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Stop reason(ExecutionException e) {
    try {
      return Steps.unwrapped(e).stop();
    } catch (InterruptedException interrupted) {
      return Stop.of(Outcome.ABORTED, "interrupted");
    } catch (LookFailed | IOException failed) {
      return Stop.of(Outcome.FAILED, engine.words(failed));
    } catch (IllegalStateException bug) {
      Throwable cause = bug.getCause() == null ? bug : bug.getCause();
      return Stop.of(Outcome.FAILED, "unexpected: " + engine.words(cause));
    }
  }

  /** On a thread of its own, so that it can be interrupted: targets, steady state, steps. */
  private void work() throws Stop.Thrown, LookFailed, IOException, InterruptedException {
    List<Future<?>> watchers = new ArrayList<>();
    try {
      watchers.add(threads.submit(() -> background(() -> watch.until(this::stop))));
      watchers.add(threads.submit(() -> background(watch::sweep)));
      progress.phase(Phase.LAUNCH);
      for (Aim aim : errand.experiment().targets().values()) {
        launcher.start(aim);
      }
      progress.phase(Phase.BEFORE);
      for (String probe : hypotheses()) {
        before(gauges.named(probe));
      }
      progress.phase(Phase.DURING);
      if (!errand.dry()) {
        watchers.addAll(watchProbes());
      }
      new Steps(engine, errand, progress, gauges, threads, reins, release)
          .all(errand.experiment().steps());
    } finally {
      watchers.forEach(watcher -> watcher.cancel(true));
    }
  }

  private void before(Watched watched) throws Stop.Thrown, InterruptedException {
    Measure measure = gauges.holdsAfter(watched, Phase.BEFORE, watched.failAfter());
    if (measure.verdict() != Measure.Verdict.HOLDS) {
      throw new Stop.Thrown(
          Stop.of(
              Outcome.REFUSED,
              "not steady before: %s is %s: %s"
                  .formatted(watched.name(), measure.verdict(), measure.detail())));
    }
  }

  private Set<String> hypotheses() {
    Experiment experiment = errand.experiment();
    Set<String> names = new LinkedHashSet<>(experiment.steadyState());
    names.addAll(experiment.limits().stopUnless());
    return names;
  }

  private interface Loop {
    void run() throws InterruptedException;
  }

  /**
   * Loops end by interrupt only; one that fails otherwise would leave the run unwatched, so it ends
   * the run.
   */
  private void background(Loop loop) {
    try {
      loop.run();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError | AssertionError bug) {
      stop(Stop.of(Outcome.FAILED, "unexpected: " + engine.words(bug)));
    }
  }

  private List<Future<?>> watchProbes() {
    Set<String> stopUnless = Set.copyOf(errand.experiment().limits().stopUnless());
    List<Future<?>> watchers = new ArrayList<>();
    for (String name : hypotheses()) {
      Watched watched = gauges.named(name);
      if (watched.during() != Watched.During.OFF || stopUnless.contains(name)) {
        watchers.add(
            threads.submit(() -> background(() -> watchProbe(watched, stopUnless.contains(name)))));
      }
    }
    return watchers;
  }

  private void watchProbe(Watched watched, boolean stops) throws InterruptedException {
    gauges.watch(
        watched,
        measure -> {
          String words =
              "%s is %s: %s"
                  .formatted(
                      watched.name(), measure.verdict(), engine.redactor().clean(measure.detail()));
          if (stops) {
            stop(Stop.of(Outcome.ABORTED, words));
          } else if (watched.during() == Watched.During.ABORT) {
            stop(Stop.of(Outcome.BROKEN, words));
          }
        });
  }

  /** Whether the steady state is back; what is not says so by stopping the run. */
  private void hypothesis() throws InterruptedException {
    for (String name : errand.experiment().steadyState()) {
      Watched watched = gauges.named(name);
      Measure measure =
          gauges.holdsWithin(
              watched, Phase.AFTER, watched.recoverWithin(), () -> stop.get() != null);
      if (stop.get() != null) {
        return;
      }
      if (measure.verdict() != Measure.Verdict.HOLDS) {
        stop(
            Stop.of(
                Outcome.BROKEN,
                "%s did not recover within %d s: %s"
                    .formatted(
                        watched.name(), watched.recoverWithin().toSeconds(), measure.detail())));
        return;
      }
    }
  }

  private void append(Entry entry) throws IOException {
    engine.write(errand.id(), errand.why(), errand.dry(), List.of(entry));
  }
}
