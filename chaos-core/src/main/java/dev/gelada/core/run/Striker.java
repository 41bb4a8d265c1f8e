package dev.gelada.core.run;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Look;
import dev.gelada.core.safety.Proposal;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Judges, claims and applies one step: the only class that calls {@code Attack.apply}. Nothing is
 * touched but under a claim that this process appended, once, within its lease, measured from
 * before the trail was read.
 */
final class Striker {
  /** For how long a step that others keep overtaking is judged again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Engine engine;
  private final Judge judge;
  private final Eyes eyes;
  private final Settler settler;
  private final ExecutorService threads;
  private final Reins reins;
  private final SplittableRandom jitter;

  Striker(Engine engine, Settler settler, ExecutorService threads, Reins reins) {
    this.reins = reins;
    this.engine = engine;
    this.judge = new Judge(engine);
    this.eyes = new Eyes(engine);
    this.settler = settler;
    this.threads = threads;
    this.jitter = new SplittableRandom(engine.ids().get().hashCode());
  }

  /** What came of one step. */
  sealed interface Outcome {
    /** Nothing was claimed, or nothing of what was claimed was touched. */
    record Refused(List<Refusal> why) implements Outcome {}

    /**
     * At least one victim was struck, or may have been.
     *
     * @param strikes those
     * @param missed why others that were claimed with them were not touched
     */
    record Done(List<Entry.Claimed> strikes, List<Refusal> missed) implements Outcome {}
  }

  /**
   * Does one step. Blocks for the length of the lease at most, beside judging.
   *
   * @throws LookFailed if it could not be found out what is there; nothing was claimed
   * @throws IOException if the trail could not be read or written; a claim may stand there and is
   *     settled like anybody's
   */
  Outcome strike(Errand errand, Step.Hit hit) throws LookFailed, IOException, InterruptedException {
    Deadline patience = Deadline.in(PATIENCE, engine.time());
    for (int tries = 0; ; tries++) {
      Stopwatch lease = new Stopwatch(hit.lease(), engine.time());
      Ledger ledger = engine.trail().read();
      if (reins.halted(ledger.haltedAfter())) {
        return new Outcome.Refused(List.of(haltedMeanwhile()));
      }
      Judgement judgement = judge.judge(errand, hit, ledger);
      if (!judgement.allowed()) {
        refuse(errand, judgement);
        return new Outcome.Refused(judgement.refusals());
      }
      Trail.Batch claims =
          new Trail.Batch(errand.id(), errand.why(), errand.dry(), List.copyOf(judgement.claims()));
      if (!lease.over()
          && engine.trail().append(ledger, claims, lease.deadline())
              instanceof Trail.Answer.Written) {
        return errand.dry() ? rehearse(errand, judgement) : apply(errand, judgement, lease);
      }
      if (patience.passed()) {
        throw new IOException(
            "the trail kept moving for " + PATIENCE.toSeconds() + " s; nothing was claimed");
      }
      // the wait grows with the number of rivals, and is drawn so that they do not collide again
      engine.time().pause(Duration.ofMillis(1 + jitter.nextInt(10 << Math.min(tries, 5))));
    }
  }

  /** Judges a step, expecting a "no"; never claims. */
  Judgement judge(Errand errand, Step.Hit hit) throws LookFailed, IOException {
    return judge.judge(errand, hit, engine.trail().read());
  }

  /** Records a refusal; its reasons are what the step's answer says. */
  void refuse(Errand errand, Judgement no) throws IOException {
    List<GroupId> owners = no.groups().stream().map(seen -> seen.look().group().id()).toList();
    append(errand, new Entry.Refused(no.hit().at(), no.hit().target(), no.refusals(), owners));
  }

  private void append(Errand errand, Entry entry) throws IOException {
    engine.write(errand.id(), "", errand.dry(), List.of(entry));
  }

  private Outcome rehearse(Errand errand, Judgement judgement) throws IOException {
    for (Entry.Claimed claim : judgement.claims()) {
      append(
          errand,
          new Entry.Struck(claim.strike().id(), false, Map.of("dry", "nothing was touched")));
    }
    return new Outcome.Done(List.of(), List.of());
  }

  private Outcome apply(Errand errand, Judgement judgement, Stopwatch lease)
      throws IOException, InterruptedException {
    List<Future<Optional<Entry.Claimed>>> parts = new ArrayList<>();
    List<Refusal> why = new ArrayList<>();
    for (Proposal proposal : judgement.proposals()) {
      Callable<Optional<Entry.Claimed>> one = () -> applyOne(errand, proposal, lease, why);
      parts.add(threads.submit(one));
    }
    List<Entry.Claimed> strikes = gather(parts);
    List<Refusal> missed;
    synchronized (why) {
      missed = List.copyOf(why);
    }
    return strikes.isEmpty() ? new Outcome.Refused(missed) : new Outcome.Done(strikes, missed);
  }

  private List<Entry.Claimed> gather(List<Future<Optional<Entry.Claimed>>> parts)
      throws IOException, InterruptedException {
    List<Entry.Claimed> strikes = new ArrayList<>();
    IOException failed = null;
    boolean interrupted = false;
    for (int i = 0; i < parts.size(); ) {
      try {
        parts.get(i).get().ifPresent(strikes::add);
        i++;
      } catch (InterruptedException stop) {
        interrupted = true; // pass it on, but wait for the answers: each is bounded by the lease
        parts.forEach(part -> part.cancel(true));
        i = parts.size();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        failed = new IOException(engine.words(cause), cause);
        i++;
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    if (failed != null) {
      throw failed;
    }
    return strikes;
  }

  /**
   * From here on the trail holds our claim. Whatever happens, it is applied at most once, or never.
   */
  private Optional<Entry.Claimed> applyOne(
      Errand errand, Proposal proposal, Stopwatch lease, List<Refusal> why) throws IOException {
    Entry.Claimed claim = proposal.claim();
    Optional<Refusal> no = lastLook(errand, proposal, lease);
    if (no.isPresent()) {
      settler.record(
          held(claim, errand), new Entry.Released(claim.strike().id(), no.get().toString()));
      note(why, no.get());
      return Optional.empty();
    }
    Claim held = held(claim, errand);
    if (!reins.begin(held)) {
      return Optional.empty(); // the run is closing: its claims are settled there
    }
    Effect effect = act(proposal, lease);
    if (effect instanceof Effect.Struck struck) {
      reins.struck(held);
      settler.record(held, new Entry.Struck(held.id(), false, struck.details()));
      return Optional.of(claim);
    }
    if (effect instanceof Effect.Untouched untouched) {
      reins.untouched(held);
      settler.record(held, new Entry.Untouched(held.id(), untouched.why()));
      note(why, untouched.why());
      return Optional.empty();
    }
    if (effect instanceof Effect.Unknown unknown) {
      reins.unsure(held, engine.redactor().clean(unknown.why()));
    }
    return Optional.of(claim); // stays open on the trail until it is known
  }

  private static void note(List<Refusal> why, Refusal no) {
    synchronized (why) {
      why.add(no);
    }
  }

  private Effect act(Proposal proposal, Stopwatch lease) {
    try {
      return proposal
          .candidate()
          .hit()
          .attack()
          .apply(proposal.claim().strike(), proposal.claim().intent(), lease.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Effect.Unknown("interrupted");
    } catch (Exception | LinkageError | AssertionError e) {
      return new Effect.Unknown(engine.words(e));
    }
  }

  /**
   * The check right before apply: the claim is open and ours, no halt or abort came after it, the
   * victim is who it was and its group as healthy as it must be, and the lease still runs. The
   * lease comes last, since the others take time.
   */
  private Optional<Refusal> lastLook(Errand errand, Proposal proposal, Stopwatch lease) {
    Entry.Claimed claim = proposal.claim();
    try {
      Ledger fresh = engine.trail().read();
      Optional<Claim> ours = fresh.claim(claim.strike().id());
      if (ours.isEmpty() || ours.get().state() != Claim.State.CLAIMED) {
        return no("lease", "somebody else has settled the claim.", "Run again.");
      }
      if (fresh.halted() != null || fresh.haltedAfter() > ours.get().seq()) {
        return no("halted", "a halt came after the claim.", "See `gelada status`.");
      }
      Ledger.Run run = fresh.runs().get(errand.id());
      if (run != null && run.aborted() != null) {
        return no("aborted", "the run is to end: " + run.aborted().reason(), "");
      }
      Optional<Look> look = eyes.look(proposal.candidate().aim(), claim.group());
      if (look.isEmpty()) {
        return no("changed", claim.group().name() + " is gone.", "Run again.");
      }
      Look whole =
          eyes.withBystanders(proposal.candidate().aim(), look.get(), claim.intent().takes());
      Optional<Refusal> unfit =
          engine.gate().recheck(proposal, whole, fresh, engine.time().instant());
      if (unfit.isPresent()) {
        return unfit;
      }
    } catch (LookFailed | IOException e) {
      return no("lease", "could not look again right before: " + engine.words(e), "Run again.");
    }
    if (lease.over() || Thread.currentThread().isInterrupted()) {
      return no("lease", "the claim's lease ended before it was applied.", "Run again.");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> no(String rule, String reason, String remedy) {
    return Optional.of(new Refusal(rule, reason, remedy));
  }

  private static Refusal haltedMeanwhile() {
    return new Refusal("halted", "everything was halted after this run began.", "Run again.");
  }

  private static Claim held(Entry.Claimed claim, Errand errand) {
    return new Claim(0, Instant.EPOCH, errand.id(), claim, Claim.State.CLAIMED, null, "");
  }
}
