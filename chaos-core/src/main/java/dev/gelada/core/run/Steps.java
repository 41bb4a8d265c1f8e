package dev.gelada.core.run;

import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.run.Progress.Phase;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Does the steps of a file in order. Interruption ends them; what is open then is its caller's to
 * revert.
 */
final class Steps {
  private final Engine engine;
  private final Errand errand;
  private final Progress progress;
  private final Gauges gauges;
  private final Striker striker;
  private final Settler settler;
  private final ExecutorService threads;
  private final Release release;

  Steps(
      Engine engine,
      Errand errand,
      Progress progress,
      Gauges gauges,
      ExecutorService threads,
      Reins reins,
      Release release) {
    this.release = release;
    this.engine = engine;
    this.errand = errand;
    this.progress = progress;
    this.gauges = gauges;
    this.threads = threads;
    this.settler = new Settler(engine);
    this.striker = new Striker(engine, settler, threads, reins);
  }

  /** All of these, one after the other. */
  void all(List<Step> steps) throws Stop.Thrown, LookFailed, IOException, InterruptedException {
    for (Step step : steps) {
      one(step);
    }
  }

  private void one(Step step) throws Stop.Thrown, LookFailed, IOException, InterruptedException {
    if (step instanceof Step.Hit hit) {
      if (hit.refusedBy() == null) {
        hit(hit);
      } else {
        expectRefusal(hit, hit.refusedBy());
      }
    } else if (step instanceof Step.Together together) {
      together(together);
    } else if (step instanceof Step.Until until) {
      until(until);
    } else if (step instanceof Step.Pause pause) {
      engine.time().pause(pause.lasts());
    } else if (step instanceof Step.Ask ask) {
      Optional<String> answer = progress.ask(ask.question());
      if (answer.isPresent()) {
        append(new Entry.Note(ask.question() + " " + answer.get()));
      }
    }
  }

  private void hit(Step.Hit hit) throws Stop.Thrown, LookFailed, IOException, InterruptedException {
    Striker.Outcome outcome = striker.strike(errand, hit);
    if (outcome instanceof Striker.Outcome.Refused refused) {
      throw new Stop.Thrown(
          new Stop(Outcome.REFUSED, hit.at() + " was refused", refused.why(), false));
    }
    if (!(outcome instanceof Striker.Outcome.Done done)) {
      return;
    }
    if (!done.missed().isEmpty()) {
      throw new Stop.Thrown(
          new Stop(Outcome.REFUSED, hit.at() + " was done in part only", done.missed(), false));
    }
    if (hit.lasts() != null) {
      progress.standing(hit, done.strikes());
      for (Entry.Claimed strike : done.strikes()) {
        hold(strike);
      }
      end(hit, done.strikes());
    }
  }

  /**
   * Reverts what a step struck, last first; what is still unknown is left to the end of the run.
   */
  private void end(Step.Hit hit, List<Entry.Claimed> strikes)
      throws Stop.Thrown, IOException, InterruptedException {
    Ledger ledger = engine.trail().read();
    for (int i = strikes.size() - 1; i >= 0; i--) {
      Optional<Claim> claim = ledger.claim(strikes.get(i).strike().id());
      if (claim.isEmpty() || claim.get().state() == Claim.State.CLAIMED) {
        continue;
      }
      if (claim.get().state() == Claim.State.REVERTED && early(claim.get())) {
        throw new Stop.Thrown(
            Stop.of(Outcome.ABORTED, hit.at() + " was reverted by somebody else before its end"));
      }
      if (claim.get().state() == Claim.State.STRUCK
          && !(settler.settle(claim.get()).orElse(null) instanceof Entry.Reverted)) {
        throw new Stop.Thrown(Stop.of(Outcome.RESIDUE, hit.at() + " could not be reverted"));
      }
    }
  }

  private static boolean early(Claim claim) {
    Instant endsAt = claim.entry().strike().endsAt();
    return claim.closedAt() != null && endsAt != null && claim.closedAt().isBefore(endsAt);
  }

  private void hold(Entry.Claimed claim) throws InterruptedException {
    Instant endsAt = claim.strike().endsAt();
    if (endsAt != null) {
      Duration left = Duration.between(engine.time().instant(), endsAt);
      if (!left.isNegative()) {
        release.pause(left, engine.time(), threads);
      }
    }
  }

  /** A rehearsed "no": the step is judged like any other and never claimed. */
  private void expectRefusal(Step.Hit hit, String rule)
      throws Stop.Thrown, LookFailed, IOException {
    Judgement judgement = striker.judge(errand, hit);
    List<Refusal> why = judgement.refusals();
    if (why.stream().anyMatch(no -> no.rule().equals(rule))) {
      striker.refuse(errand, judgement);
      return;
    }
    String found =
        why.isEmpty()
            ? "it would have been allowed"
            : "it was refused by "
                + String.join(", ", why.stream().map(Refusal::rule).distinct().toList());
    throw new Stop.Thrown(
        Stop.of(Outcome.BROKEN, hit.at() + " was to be refused by " + rule + ", but " + found));
  }

  private void until(Step.Until until) throws Stop.Thrown, InterruptedException {
    if (errand.dry()) {
      return;
    }
    Watched watched = gauges.named(until.probe());
    Measure measure = gauges.holdsWithin(watched, Phase.DURING, until.within(), () -> false);
    if (measure.verdict() != Measure.Verdict.HOLDS) {
      throw new Stop.Thrown(
          Stop.of(
              Outcome.BROKEN,
              "%s: %s did not hold within %d s: %s"
                  .formatted(
                      until.at(), until.probe(), until.within().toSeconds(), measure.detail())));
    }
  }

  /** Branches side by side; the first that fails ends the others. */
  private void together(Step.Together together)
      throws Stop.Thrown, LookFailed, IOException, InterruptedException {
    CompletionService<Boolean> branches = new ExecutorCompletionService<>(threads);
    List<Future<Boolean>> futures = new ArrayList<>();
    for (List<Step> branch : together.branches()) {
      futures.add(
          branches.submit(
              () -> {
                all(branch);
                return true;
              }));
    }
    try {
      for (int i = 0; i < futures.size(); i++) {
        branches.take().get();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  /** The failure as it was thrown in its own thread. */
  static Stop.Thrown unwrapped(ExecutionException e)
      throws LookFailed, IOException, InterruptedException {
    Throwable cause = e.getCause();
    if (cause instanceof Stop.Thrown thrown) {
      return thrown;
    }
    if (cause instanceof LookFailed failed) {
      throw failed;
    }
    if (cause instanceof IOException failed) {
      throw failed;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    throw new IllegalStateException(cause);
  }

  private void append(Entry entry) throws IOException {
    engine.write(errand.id(), "", errand.dry(), List.of(entry));
  }
}
