package dev.gelada.core;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.config.Loader;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.run.Engine;
import dev.gelada.core.run.Errand;
import dev.gelada.core.run.Halt;
import dev.gelada.core.run.Judge;
import dev.gelada.core.run.Judgement;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Preview;
import dev.gelada.core.run.Progress;
import dev.gelada.core.run.Recovery;
import dev.gelada.core.run.Runner;
import dev.gelada.core.run.Running;
import dev.gelada.core.run.Timetable;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Pruning;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is done on one trail. Thread-safe; calls block on the trail and on platforms. */
public final class OnTrail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnTrail.class);
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Engine engine;
  private final Runner runner;
  private final Loader loader;
  private final Timetable timetable;
  private final Recovery passing;
  private final List<TrailListener> provided;

  OnTrail(Engine engine, Loader loader, List<TrailListener> provided) {
    this.provided = List.copyOf(provided);
    this.engine = engine;
    this.runner = new Runner(engine);
    this.loader = loader;
    this.timetable = new Timetable(engine);
    this.passing = new Recovery(engine);
  }

  /** Where the trail is, as it may be given to {@code --trail}. */
  public String uri() {
    return engine.trail().uri();
  }

  /** The fold of the trail as it is now. */
  public Ledger ledger() throws IOException {
    return engine.trail().read();
  }

  /**
   * A run to be planned, explained or done, begun now: its id and, where none is wished, its seed
   * are drawn.
   */
  public Errand errand(Experiment experiment, Wish wish) throws IOException {
    String id = engine.ids().get();
    long seed =
        wish.seed() != null ? wish.seed() : engine.ids().get().hashCode() * 0x9E3779B97F4A7C15L;
    return new Errand(
            id,
            experiment,
            seed,
            wish.dry(),
            wish.why().isEmpty() ? experiment.why() : wish.why(),
            wish.ticket(),
            wish.overrides(),
            null,
            null)
        .begunAt(engine.time().instant(), policy());
  }

  /**
   * A run for an occasion of a plan.
   *
   * @param dry whether everything but the attack itself is done; the occasion stays unused then
   */
  public Errand errand(Experiment experiment, DayPlan plan, PlannedRun run, boolean dry)
      throws IOException {
    return new Errand(
            engine.ids().get(),
            experiment,
            run.seed(),
            dry,
            experiment.why(),
            "",
            Map.of(),
            new Errand.Planned(run, plan.digest()),
            null)
        .begunAt(engine.time().instant(), policy());
  }

  /** Plans of days, and what is put on record of them. */
  public Timetable timetable() {
    return timetable;
  }

  /**
   * Settles what nobody owns any more, as far as it is ripe; does not wait. What this process has
   * under way is left alone. To be called now and then by whoever stays.
   */
  public Recovery.Pass sweep() throws IOException, InterruptedException {
    synchronized (passing) {
      return passing.pass(Recovery.Mode.PASSING, run -> !runner.has(run));
    }
  }

  /** The same, and waits for what will be ripe within the longest lease on the trail. */
  public Recovery.Pass settle() throws IOException, InterruptedException {
    return new Recovery(engine).finish(Recovery.Mode.PASSING, run -> !runner.has(run));
  }

  /** The operator's rules as they stand. */
  public Policy policy() throws IOException {
    return engine.policy(ledger());
  }

  /** Step by step what the run would do, up to the first refusal. Changes nothing. */
  public List<Judgement> plan(Errand errand) throws IOException, LookFailed {
    return new Preview(engine).of(errand, ledger());
  }

  /**
   * What each rule says of one target in one step, as if it were the one chosen.
   *
   * @return empty when the step's source sees no such target
   */
  public Optional<Judgement> explain(Errand errand, Step.Hit hit, String target)
      throws IOException, LookFailed {
    return new Judge(engine).explain(errand, hit, ledger(), target);
  }

  /** All that the source of a step's target sees, eligible or not. */
  public List<Judgement.Seen> survey(Errand errand, Step.Hit hit) throws IOException, LookFailed {
    return new Judge(engine).survey(errand, hit, ledger());
  }

  /** Does the run; blocks until it is over and reverted. */
  public Outcome run(Errand errand, Progress progress) {
    return runner.run(errand, progress);
  }

  /** Begins a run that goes on by itself; its faults may be ended before their time. */
  public Running begin(Errand errand, Progress progress) {
    return runner.begin(errand, progress);
  }

  /** Ends every run that this object has under way; returns at once. For signals. */
  public void interrupt(String reason) {
    runner.stop(reason);
  }

  /** Stops everything on this trail; see {@link Halt}. */
  public Halt.Quiet halt(String why, Consumer<Ledger> recorded)
      throws IOException, InterruptedException {
    return new Halt(engine).halt(why, recorded);
  }

  /** Allows claims again. */
  public Ledger resume(String why) throws IOException {
    return new Halt(engine).resume(why);
  }

  /** Settles what nobody owns any more and tries residue again; waits for what may still begin. */
  public Recovery.Pass revert() throws IOException, InterruptedException {
    return new Recovery(engine).finish(Recovery.Mode.REVERT, run -> true);
  }

  /**
   * Closes residue on record, because a person has looked.
   *
   * @return false when there is no such residue
   */
  public boolean accept(StrikeId strike, String why) throws IOException {
    Optional<Claim> residue =
        ledger().claim(strike).filter(claim -> claim.state() == Claim.State.RESIDUE);
    if (residue.isEmpty()) {
      return false;
    }
    write(
        residue.get().run(),
        why,
        ledger ->
            ledger.claim(strike).filter(claim -> claim.state() == Claim.State.RESIDUE).isPresent()
                ? List.of(new Entry.Reverted(strike, "accepted", Map.of("why", why)))
                : List.of());
    return true;
  }

  /**
   * Asks a run to end, wherever it is; its own process reverts it.
   *
   * @return false when no such run is under way
   */
  public boolean stop(String run, String why) throws IOException {
    AtomicBoolean there = new AtomicBoolean();
    write(
        run,
        why,
        ledger -> {
          // asked on the head that the record stands on: it may have ended a moment before
          there.set(ledger.running().stream().anyMatch(known -> known.id().equals(run)));
          return there.get() ? List.of(new Entry.Aborted(why, true)) : List.of();
        });
    return there.get();
  }

  /** Puts words on record; with a run's id or an empty one. */
  public void note(String run, String text) throws IOException {
    write(run, "", ledger -> List.of(new Entry.Note(text)));
  }

  /**
   * Removes archives all of whose records are older, after saying so on record.
   *
   * @return their names, oldest first
   */
  public List<String> prune(Duration older, String why) throws IOException {
    return Pruning.prune(
            engine.trail(),
            engine.time().instant().minus(older),
            why,
            Deadline.in(BOUND, engine.time()))
        .stream()
        .map(TrailStore.Archive::name)
        .toList();
  }

  /**
   * Records the operator's rules from here on.
   *
   * @param name of the file, for problems
   * @param text the policy file; empty removes the policy
   */
  public Loaded<Policy> policy(String name, String text, String why) throws IOException {
    if (text.isEmpty()) {
      write("", why, ledger -> List.of(new Entry.Policy("", "")));
      return new Loaded.Ok<>(Policy.NONE);
    }
    Loaded<Policy> loaded = loader.policy(name, text.getBytes(StandardCharsets.UTF_8));
    if (loaded instanceof Loaded.Ok<Policy> ok) {
      write("", why, ledger -> List.of(new Entry.Policy(ok.value().hash(), text)));
    }
    return loaded;
  }

  private void write(
      String run, String why, java.util.function.Function<Ledger, List<Entry>> entries)
      throws IOException {
    engine
        .trail()
        .commit(
            ledger -> new Trail.Batch(run, why, false, entries.apply(ledger)),
            Deadline.in(BOUND, engine.time()));
  }

  @Override
  public void close() throws IOException {
    runner.close();
    try {
      engine.trail().close();
    } finally {
      provided.forEach(OnTrail::close);
    }
  }

  private static void close(TrailListener listener) {
    if (listener instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception late) {
        LOG.warn("{} did not close: {}", listener.getClass().getName(), late.toString());
      }
    }
  }
}
