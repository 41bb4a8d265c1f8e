package dev.gelada.core.run;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Clients;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.SpyAttack;
import dev.gelada.core.testing.Written;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Owner;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.victim.Pick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One trail, one group {@code cart} of three fakes, two spies, and as many engines as a test wants.
 */
final class World {
  private static final AtomicLong IDS = new AtomicLong();

  final FakeTargets targets = new FakeTargets().group("cart", 3);
  final SpyAttack.Reversible pause = new SpyAttack.Reversible(targets);
  final SpyAttack.Irreversible kill = new SpyAttack.Irreversible(targets);
  final Map<String, Owners.Life> lives = new ConcurrentHashMap<>();
  final Map<String, Watched> probes = new LinkedHashMap<>();
  final List<SourceType<?>> sources = new ArrayList<>();
  List<String> steady = List.of();
  Limits limits = permissive().done();
  final Timekeeper time;
  final TrailStore store;

  /** What engines see; a test may put something in between. */
  TrailStore claims;

  Policy policy = Policy.NONE;
  Marks marks = (place, trail) -> Optional.empty();

  World() throws IOException {
    this(new MemoryTrailStore(), new SystemTime());
  }

  World(TrailStore store, Timekeeper time) throws IOException {
    this.store = store;
    this.time = time;
    this.claims = store;
    Trail.create(parts(store), "test");
  }

  /** Everything written down as unlimited, at any time, one healthy left over. */
  static Written permissive() {
    return Written.unlimited("UTC").minHealthy(new Amount(1, false));
  }

  private Trail.Parts parts(TrailStore on) {
    return new Trail.Parts(
        on,
        time,
        new Actor("test", "tester", "here", "none"),
        List.of(),
        new Redactor(),
        new java.util.Random(IDS.incrementAndGet()));
  }

  /** An engine of the process of that name, over the world's store. */
  Engine engine(String process) {
    return engine(process, claims);
  }

  Engine engine(String process, TrailStore on) {
    Owner self = new Owner(new Place("host", "here"), process);
    lives.putIfAbsent(process, Owners.Life.ALIVE);
    Supplier<String> ids = () -> "%020d".formatted(IDS.incrementAndGet());
    if (!policy.equals(Policy.NONE)) {
      writes("", new Entry.Policy(policy.hash(), "as the test says"));
    }
    return new Engine(
        new Trail(parts(on)),
        new Gate(words -> words),
        recorded -> policy,
        Catalog.<AttackType<?>>of(List.of(pause, kill)),
        Catalog.<SourceType<?>>of(sources),
        new Clients(List.of(), new Connector.Ambient(Map.of(), time, Path.of("unused")), Map.of()),
        time,
        new Owners() {
          @Override
          public Owner self() {
            return self;
          }

          @Override
          public Life of(Owner owner) {
            return lives.getOrDefault(owner.process(), Life.UNKNOWN);
          }
        },
        marks,
        new Redactor(),
        ids,
        "test");
  }

  /** A step that pauses one for so long. */
  Step.Hit pauses(Duration lasts) {
    return new Step.Hit("steps[0]", "cart", pause, pause, lasts, pause.lease(), false, null);
  }

  /** A step that kills one. */
  Step.Hit kills() {
    return kills("steps[0]", null);
  }

  Step.Hit kills(String at, @Nullable String refusedBy) {
    return new Step.Hit(at, "cart", kill, kill, null, kill.lease(), false, refusedBy);
  }

  /** A probe that measures what the supplier says. */
  World probe(String name, Watched.During during, Supplier<Measure.Verdict> verdict) {
    probes.put(
        name,
        new Watched(
            name,
            "fake",
            (Deadline deadline) -> new Measure(1, "ms", verdict.get(), "as told"),
            Duration.ofMillis(10),
            2,
            during,
            Duration.ofMillis(200)));
    return this;
  }

  Errand errand(Step... steps) {
    return errand(false, steps);
  }

  Errand errand(boolean dry, Step... steps) {
    Aim aim = new Aim("cart", "fakes", targets, null, List.of(), null, one());
    Experiment experiment =
        new Experiment(
            "test",
            "to see",
            "",
            "0",
            Map.of("cart", aim),
            probes,
            steady,
            limits,
            List.of(steps),
            null,
            List.of());
    String id = "run" + IDS.incrementAndGet();
    return new Errand(id, experiment, 42, dry, "to see", "", Map.of(), null, null);
  }

  private static Aim.Pick one() {
    return new Aim.Pick() {
      @Override
      public dev.gelada.core.victim.VictimSelector in(Map<String, String> labels) {
        return (eligible, size, random) ->
            new Pick.Victims(List.of(eligible.get(random.nextInt(eligible.size()))), "one");
      }

      @Override
      public String text() {
        return "count: 1";
      }
    };
  }

  /** One run in the foreground by a process of its own. */
  Outcome run(Errand errand) {
    try (Runner runner = new Runner(engine(errand.id()))) {
      return runner.run(errand, Progress.SILENT);
    }
  }

  Ledger ledger() throws IOException {
    return new Trail(parts(store)).read();
  }

  Claim onlyClaim() throws IOException {
    List<Claim> claims = List.copyOf(ledger().claims().values());
    if (claims.size() != 1) {
      throw new AssertionError("not one claim: " + claims);
    }
    return claims.get(0);
  }

  List<RecordType> types() throws IOException {
    try (Stream<TrailRecord> records = store.after(0)) {
      return records.map(TrailRecord::type).toList();
    }
  }

  List<TrailRecord> records() throws IOException {
    try (Stream<TrailRecord> records = store.after(0)) {
      return records.toList();
    }
  }

  /** Appends what another process wrote. */
  void writes(String run, Entry... entries) {
    try {
      new Trail(parts(store))
          .commit(
              ledger -> new Trail.Batch(run, "", false, List.of(entries)),
              Deadline.in(Duration.ofSeconds(5), time));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A claim that the process of that name left behind, with its run. */
  Entry.Claimed leaves(String process, Step.Hit hit, String victim, @Nullable Instant endsAt) {
    Engine engine = engine(process);
    Errand errand = errand(hit);
    dev.gelada.core.target.Target target;
    try (var members = targets.members(FakeTargets.id("cart"))) {
      target =
          members.filter(t -> t.id().equals(FakeTargets.member(victim))).findFirst().orElseThrow();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    SpyAttack attack = (SpyAttack) hit.attack();
    dev.gelada.core.attack.Strike strike =
        new dev.gelada.core.attack.Strike(
            new dev.gelada.core.attack.StrikeId(engine.ids().get()),
            hit.type().name(),
            target,
            endsAt,
            0);
    Entry.Origin origin = errand.origin("", "test");
    Entry.Claimed claim =
        new Entry.Claimed(
            strike,
            (dev.gelada.core.attack.Prepared.Intent) attack.prepare(strike),
            hit.lease(),
            new dev.gelada.core.trail.Slot("test", target.group(), errand.id(), hit.at()),
            origin,
            false);
    writes(errand.id(), new Entry.Started(origin, engine.owners().self(), 42));
    writes(errand.id(), claim);
    return claim;
  }
}
