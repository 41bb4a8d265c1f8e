package dev.gelada.junit.scope;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.call.OwnTargets;
import dev.gelada.core.plan.Draw;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.run.Running;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The time of one test in which faults may stand. It has a trail of its own in memory. When it is
 * closed all faults have ended, and none can begin. Thread-safe.
 */
public final class Scope implements AutoCloseable {
  private final String test;
  private final long seed;
  private final Duration most;
  private final Map<String, TestTarget> targets = new HashMap<>();
  private final OwnTargets own = new OwnTargets();
  private final Timekeeper time = new SystemTime();
  private final Gelada gelada;
  private final OnTrail trail;
  private final List<TrailRecord> records = new ArrayList<>();
  private final List<ActiveFault> faults = new ArrayList<>();
  private final List<FileRun> files = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private boolean closed;

  /**
   * Opens one.
   *
   * @param test its unique name, the same in every run
   * @param seed of all its chance
   * @param targets where faults may be put
   * @param most how long a fault stands at most
   */
  public Scope(String test, long seed, Collection<? extends TestTarget> targets, Duration most) {
    this.test = test;
    this.seed = seed;
    this.most = most;
    for (TestTarget target : targets) {
      this.targets.put(target.name(), target);
      own.add(target);
    }
    this.gelada = Gelada.builder().time(time).given(OwnTargets.class, own).build();
    TrailListener listener =
        record -> {
          synchronized (records) {
            records.add(record);
          }
        };
    this.trail = gelada.on(Beginning.trail(actor(), time), actor(), List.of(listener));
  }

  private Actor actor() {
    return new Actor("test", test, "localhost", "none");
  }

  /** The seed of all chance. */
  public long seed() {
    return seed;
  }

  /** All faults that were put so far, those that ended too, in order. */
  public synchronized List<ActiveFault> faults() {
    return List.copyOf(faults);
  }

  /** What the trail holds, in order. */
  public List<TrailRecord> records() {
    synchronized (records) {
      return List.copyOf(records);
    }
  }

  /** The target of that name. */
  public TestTarget target(String name) {
    TestTarget target = targets.get(name);
    if (target == null) {
      throw new FaultRefused(
          "this test has no target '%s'; it has %s."
              .formatted(name, targets.isEmpty() ? "none" : String.join(", ", own.names())));
    }
    return target;
  }

  /**
   * Puts a fault at a target and returns when it stands, or when it has struck if it does not last.
   *
   * @throws FaultRefused if it cannot be put there, or this scope is closed; nothing was done
   */
  public ActiveFault inject(String name, Fault fault) {
    TestTarget target = target(name);
    AttackType<?> attack =
        Attacks.named(gelada.catalogs().attacks(), fault.attack(), target.kind());
    Experiment experiment =
        Beginning.experiment(gelada, test, Written.step(target.name(), attack, fault, most));
    CompletableFuture<List<String>> standing = new CompletableFuture<>();
    ActiveFault active;
    synchronized (this) {
      open();
      lock(target);
      long chance = new Draw(seed).number("fault", test, number(name + "/" + attack.name()));
      Running run =
          begin(
              experiment,
              chance,
              claimed ->
                  standing.complete(
                      claimed.stream().map(each -> each.strike().id().value()).toList()));
      List<String> strikes = await(standing, run);
      active = new ActiveFault(target, fault, chance, strikes, run, time::nanos);
      faults.add(active);
    }
    return active;
  }

  /**
   * Runs an experiment beside what follows; returns when its first fault stands, or it is over.
   *
   * @param name a resource of the class path, or a file
   * @param beside whose resources are looked at first
   * @throws FaultRefused if it is not right, or is not for this test's own targets alone
   */
  public FileRun run(String name, Class<?> beside) {
    Experiment experiment = Beginning.ofOwnTargets(gelada, name, Found.bytes(name, beside));
    Map<String, TestTarget> struck = FileRun.nobody();
    CompletableFuture<List<String>> standing = new CompletableFuture<>();
    FileRun file;
    synchronized (this) {
      open();
      targets.values().forEach(this::lock); // it may strike any of them
      Running run =
          begin(
              experiment,
              new Draw(seed).number("file", test, number(name)),
              claimed -> {
                for (Entry.Claimed each : claimed) {
                  TestTarget target = targets.get(each.strike().victim().group().name());
                  if (target != null) {
                    struck.put(each.strike().id().value(), target);
                  }
                }
                standing.complete(List.of());
              });
      run.whenOver(outcome -> standing.complete(List.of()));
      file = new FileRun(name, run, struck);
      files.add(file);
    }
    standing.join(); // complete at the latest when it is over, and whoever closes this ends it
    return file;
  }

  /** The same fault at the same target again in one test is another one. */
  private synchronized String number(String fault) {
    return fault + "#" + numbers.merge(fault, 1, Integer::sum);
  }

  private Running begin(
      Experiment experiment, long chance, Consumer<List<Entry.Claimed>> standing) {
    Progress progress =
        new Progress() {
          @Override
          public void standing(Step.Hit step, List<Entry.Claimed> strikes) {
            standing.accept(strikes);
          }
        };
    try {
      return trail.begin(
          trail.errand(experiment, new Wish(false, test, "", chance, Map.of())), progress);
    } catch (IOException e) {
      throw new FaultRefused(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> await(CompletableFuture<List<String>> standing, Running run) {
    run.whenOver(outcome -> standing.complete(struck(outcome)));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          List<String> strikes = standing.get();
          if (strikes.isEmpty()) {
            throw new FaultRefused(words(run.end()));
          }
          return strikes;
        } catch (InterruptedException e) {
          interrupted = true; // each part of a strike is bounded
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static List<String> struck(Outcome outcome) {
    return outcome.exit() == Outcome.HELD
        ? outcome.claims().stream().map(claim -> claim.id().value()).toList()
        : List.of();
  }

  private static String words(Outcome outcome) {
    String why =
        outcome.refusals().stream().map(Refusal::toString).collect(Collectors.joining("\n"));
    return outcome.verdict() + (why.isEmpty() ? "" : "\n" + why);
  }

  /** Two tests at one target at a time would see each other's faults. */
  private void lock(TestTarget target) {
    String other = target instanceof Registered shared ? shared.take(test) : test;
    if (!other.equals(test)) {
      throw new FaultRefused(
          "%s has a fault of another test that runs at the same time, %s. Lock the target:"
                  .formatted(target.name(), other)
              + " @ResourceLock(\"%s\").".formatted(target.name()));
    }
  }

  private void open() {
    if (closed) {
      throw new FaultRefused("the test %s is over; no fault begins after it.".formatted(test));
    }
  }

  /**
   * Ends all faults, last first. Idempotent, bounded; an interrupt does not cut it short.
   *
   * @throws IllegalStateException if something is left that is not as it was
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    @Nullable RuntimeException first = null;
    for (FileRun file : files) {
      first = closed(file, first);
    }
    for (int i = faults.size() - 1; i >= 0; i--) {
      first = closed(faults.get(i), first);
    }
    targets.values().stream()
        .filter(Registered.class::isInstance)
        .forEach(target -> ((Registered) target).give(test));
    try {
      trail.close();
    } catch (IOException e) {
      first = first == null ? new IllegalStateException(e) : first;
    }
    gelada.close();
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException closed(
      AutoCloseable part, @Nullable RuntimeException first) {
    try {
      part.close();
    } catch (RuntimeException e) {
      return first == null ? e : first;
    } catch (Exception e) {
      return first == null ? new IllegalStateException(e) : first;
    }
    return first;
  }
}
