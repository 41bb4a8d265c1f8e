package dev.gelada.server;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.SpyAttack;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A folder, a trail, a world of fakes, and runners over them that a test begins and ends. */
final class Site implements AutoCloseable {
  static final Actor ACTOR = new Actor("test", "runner", "here", "none");

  final FakeTargets world = new FakeTargets();
  final SpyAttack.Irreversible topple = new SpyAttack.Irreversible(world);
  final SpyAttack.Reversible hush = new SpyAttack.Reversible(world);
  final SteppedTime time;

  volatile boolean trailIsAway;

  final TrailStore store = reached(new MemoryTrailStore());
  final Path folder;
  final Lack lack = new Lack();
  private final List<Gelada> open = new ArrayList<>();
  private Duration again = Duration.ofMinutes(5);
  private boolean dry;

  Site(Path folder, Instant now) throws IOException {
    this.folder = folder;
    this.time = new SteppedTime(now);
    Trail.create(
        new Trail.Parts(store, time, ACTOR, List.of(), new Redactor(), new SecureRandom()), "test");
  }

  /** The same store while it is not away. */
  private TrailStore reached(TrailStore there) {
    return (TrailStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {TrailStore.class},
            (self, method, arguments) -> {
              if (trailIsAway && List.of(method.getExceptionTypes()).contains(IOException.class)) {
                throw new IOException("the trail is away");
              }
              try {
                return method.invoke(there, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A file named {@code name} that topples one cart, at any time. */
  void file(String name, String schedule) throws IOException {
    file(name, "topple: {target: cart}", schedule);
  }

  void file(String name, String step, String schedule) throws IOException {
    file(name, step, "minHealthy: 1", schedule);
  }

  void file(String name, String step, String limit, String schedule) throws IOException {
    write(
        name,
        """
        gelada: 1
        name: %s
        why: The shop goes on with one cart less
        targets:
          cart:
            herd: world
        limits:
          window: {always: true, zone: UTC}
          perGroup: unlimited
          %s
        steps:
          - %s
        schedule:
          %s
        """
            .formatted(name, limit, step, schedule));
  }

  void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
  }

  /** A process of its own over the site's trail. */
  Runner runner() {
    Gelada gelada =
        Gelada.builder()
            .time(time)
            .given(FakeTargets.class, world)
            .given(SpyAttack.Irreversible.class, topple)
            .given(SpyAttack.Reversible.class, hush)
            .given(Lack.class, lack)
            .build();
    OnTrail trail = gelada.on(store, ACTOR, List.of());
    open.add(gelada);
    return new Runner(gelada, trail);
  }

  /** What the trail holds. */
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (var records = store.after(0)) {
      for (var record : records.toList()) {
        entries.add(Entries.of(record));
      }
    }
    return entries;
  }

  <E extends Entry> List<E> entries(Class<E> type) throws IOException {
    return entries().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Runners that begin from here on ask again at each look what they asked before. */
  Site restless() {
    again = Duration.ZERO;
    return this;
  }

  /** Runners that begin from here on only rehearse. */
  Site dry() {
    dry = true;
    return this;
  }

  /** Strikes that took effect. */
  int strikes() {
    return topple.applied().size() + hush.applied().size();
  }

  @Override
  public void close() {
    open.forEach(Gelada::close);
  }

  /** One runner, alive or not. */
  final class Runner implements Announcements {
    final OnTrail trail;
    final Server server;
    final Ticking beat = new Ticking();
    final List<String> troubles = new CopyOnWriteArrayList<>();
    final List<Upcoming> next = new CopyOnWriteArrayList<>();
    final List<Shelf> shelves = new CopyOnWriteArrayList<>();
    final List<DayPlan> plans = new CopyOnWriteArrayList<>();
    final Map<PlannedRun, String> missed = new HashMap<>();
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    volatile boolean leads = true;

    private Runner(Gelada gelada, OnTrail trail) {
      this.trail = trail;
      this.server =
          new Server(
              gelada,
              trail,
              time,
              new Server.Settings(
                  folder, Duration.ofSeconds(5), again, 4, Duration.ofSeconds(20), dry),
              this,
              () -> leads);
    }

    /** Serves from now on, and has looked once when this returns. */
    Runner begin() throws Exception {
      Thread thread =
          new Thread(
              () -> {
                try {
                  exit.complete(server.serve(beat));
                } catch (InterruptedException | RuntimeException e) {
                  exit.completeExceptionally(e);
                }
              },
              "serving");
      thread.setDaemon(true);
      thread.start();
      Await.until("it has begun", Duration.ofSeconds(20), () -> beat.tasks() == 2);
      look();
      return this;
    }

    /** Serves by this thread. */
    int serve() throws InterruptedException {
      return server.serve(beat);
    }

    /** A look, and all that it begins comes to an end. */
    void look() throws Exception {
      beat.tick();
      idle();
    }

    void idle() throws Exception {
      Await.until("runs are over", Duration.ofSeconds(20), () -> !server.busy());
    }

    int end() throws Exception {
      server.stop("the test ends it");
      return exit.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void shelf(Shelf shelf) {
      shelves.add(shelf);
    }

    @Override
    public void planned(DayPlan plan) {
      plans.add(plan);
    }

    @Override
    public void missed(List<PlannedRun> runs, Map<PlannedRun, String> why) {
      runs.forEach(run -> missed.put(run, why.getOrDefault(run, "")));
    }

    @Override
    public void next(Upcoming upcoming) {
      next.add(upcoming);
    }

    @Override
    public void ended(PlannedRun run, Outcome outcome) {
      outcomes.add(outcome);
    }

    @Override
    public void trouble(String words) {
      troubles.add(words);
    }

    /** What is open on the trail. */
    List<Claim> left() throws IOException {
      return trail.ledger().open();
    }
  }

  /** Beats when the test says; moments come when a look finds that they have passed. */
  static final class Ticking implements Beat {
    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
    final Map<String, Instant> moments = new HashMap<>();
    private final Map<String, Runnable> rings = new HashMap<>();

    @Override
    public void every(Duration period, Runnable task) {
      tasks.add(task);
    }

    @Override
    public synchronized void at(Instant moment, String key, Runnable task) {
      moments.put(key, moment);
      rings.put(key, task);
    }

    /** All moments come, whatever the clock shows. */
    synchronized void ring() {
      rings.values().forEach(Runnable::run);
    }

    int tasks() {
      return tasks.size();
    }

    void tick() {
      tasks.forEach(Runnable::run);
    }

    @Override
    public void close() {
      tasks.clear();
    }
  }
}
