package dev.gelada.core.run;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.testing.SpyAttack;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The world of one walk: a trail behind a network that loses answers and delivers late, victims
 * behind a platform that does so too, and a judge who knows the truth and compares it with the
 * trail after every step.
 */
final class Walk {
  /** What became of a request to harm. */
  enum Fate {
    UNDERWAY,
    ACTIVE,
    UNDONE,
    REFUSED
  }

  private static final int BLINKS = Integer.getInteger("gelada.walk.blinks", 60);
  private static final Lease LEASE = new Lease(Duration.ofSeconds(2), Duration.ofMillis(700));
  private static final Instant MORNING = Instant.parse("2026-03-10T10:00:00Z");

  final RandomGenerator chance;
  final Baton baton;
  final World world;
  final int total;
  final int atOnce;
  boolean quiet;

  /** How many more answers may be lost. */
  int losses;

  /** How many more times the trail cannot be read. */
  int blinks = BLINKS;

  private final MemoryTrailStore store = new MemoryTrailStore();
  private final Trail truth;
  private final Map<StrikeId, Fate> fates = new LinkedHashMap<>();
  private final Map<StrikeId, Request> requests = new LinkedHashMap<>();
  private final List<Append> appends = new ArrayList<>();
  private final Map<String, Long> beganAfter = new HashMap<>();
  private final List<String> broken = new ArrayList<>();
  private final Map<StrikeId, Claim.State> seen = new HashMap<>();
  private int names;

  private record Request(Strike strike, SpyAttack attack, long until) {}

  private record Append(Head on, List<TrailRecord> records) {}

  Walk(RandomGenerator chance, ExecutorService pool) throws IOException {
    this.chance = chance;
    this.baton = new Baton(pool, MORNING);
    this.world = new World(store, baton);
    this.total = 1 + chance.nextInt(4);
    this.atOnce = 1 + chance.nextInt(2);
    this.losses = chance.nextInt(4);
    world.limits =
        World.permissive().total(new Rate(total, Rate.Period.DAY)).maxConcurrent(atOnce).done();
    world.pause.leased(LEASE);
    world.kill.leased(LEASE);
    world.pause.goes((strike, deadline) -> apply(strike, world.pause));
    world.kill.goes((strike, deadline) -> apply(strike, world.kill));
    world.pause.back(
        strike -> {
          baton.pass(() -> true);
          fates.computeIfPresent(strike, (id, now) -> now == Fate.ACTIVE ? Fate.UNDONE : now);
          return world.pause.restores(strike);
        });
    world.targets.beforeLook(() -> baton.pass(() -> true));
    this.truth = new Trail(parts(store));
  }

  private Trail.Parts parts(TrailStore on) {
    return new Trail.Parts(
        on,
        baton,
        new Actor("test", "walker", "here", "none"),
        List.of(),
        new Redactor(),
        new Random(chance.nextLong()));
  }

  /** An engine of a process, whose ids depend on nothing but the seed. */
  Engine engine(String process) {
    Engine like = world.engine(process, store);
    return new Engine(
        new Trail(parts(new Wire())),
        like.gate(),
        like.policies(),
        like.attacks(),
        like.sources(),
        like.with(),
        baton,
        like.owners(),
        like.marks(),
        like.redactor(),
        () -> name("id"),
        like.version());
  }

  String name(String of) {
    return "%s%06d".formatted(of, ++names);
  }

  /** A run begins after that halt. */
  void begins(String run, long haltedBefore) {
    beganAfter.put(run, haltedBefore);
  }

  void breaks(String what) {
    broken.add(what);
  }

  private boolean loses() {
    if (losses > 0 && chance.nextInt(4) == 0) {
      losses--;
      return true;
    }
    return false;
  }

  /**
   * From the runner's last check to here nothing comes between, which is what no program can
   * promise; from here to the effect there is the network.
   */
  private Effect apply(Strike strike, SpyAttack attack) throws InterruptedException {
    StrikeId id = strike.id();
    if (fates.containsKey(id)) {
      breaks("strike " + id + " was applied twice");
    }
    fates.put(id, Fate.UNDERWAY);
    requests.put(
        id, new Request(strike, attack, baton.nanos() + attack.lease().settleTime().toNanos()));
    boolean lost = loses();
    Thread thread = Thread.currentThread();
    baton.pass(() -> lost || fates.get(id) != Fate.UNDERWAY || thread.isInterrupted());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (lost) {
      return new Effect.Unknown("no answer");
    }
    return fates.get(id) == Fate.REFUSED
        ? new Effect.Untouched(new Refusal("platform", "it said no", ""))
        : new Effect.Struck(Map.of());
  }

  /** What is under way in the networks, and can arrive next. */
  int underWay() {
    return appends.size() + requests.size();
  }

  /** One of that arrives, or never will. */
  void arrive(int which) throws IOException {
    if (which < appends.size()) {
      Append late = appends.remove(which);
      if (chance.nextInt(4) > 0) {
        store.append(late.on(), late.records());
      }
      return;
    }
    Request request = List.copyOf(requests.values()).get(which - appends.size());
    requests.remove(request.strike().id());
    if (chance.nextInt(4) == 0) {
      fates.put(request.strike().id(), Fate.REFUSED);
    } else {
      takesEffect(request);
    }
  }

  private void takesEffect(Request request) throws IOException {
    StrikeId id = request.strike().id();
    fates.put(id, Fate.ACTIVE);
    request
        .attack()
        .strikes(
            request.strike(),
            dev.gelada.core.plugin.Deadline.in(request.attack().lease().applyWithin(), baton));
    Claim.State state = truth.read().claim(id).map(Claim::state).orElse(null);
    if (state != Claim.State.CLAIMED) {
      breaks("strike " + id + " took effect when its claim was " + state);
    }
    if (quiet) {
      breaks("strike " + id + " took effect after halt had said quiet");
    }
    if (fates.values().stream().filter(f -> f == Fate.ACTIVE || f == Fate.UNDONE).count() > total) {
      breaks("more than " + total + " victims were touched");
    }
    if (reversible(Fate.ACTIVE) > atOnce) {
      breaks("more than " + atOnce + " victims at one time");
    }
    if (world.targets.serving("cart") < 1) {
      breaks("nobody is left healthy");
    }
    if (request.attack() == world.kill) {
      world.targets.add("cart", name("cart-new-"));
    }
  }

  private long reversible(Fate fate) throws IOException {
    Ledger ledger = truth.read();
    return fates.entrySet().stream()
        .filter(e -> e.getValue() == fate)
        .filter(e -> ledger.claim(e.getKey()).map(Claim::reversible).orElse(false))
        .count();
  }

  /** Time goes on, and no request is under way for longer than its settle time. */
  void advanceTo(long then) throws IOException {
    for (Request request : List.copyOf(requests.values())) {
      if (request.until() <= then) {
        baton.advanceTo(request.until());
        requests.remove(request.strike().id());
        if (chance.nextBoolean()) {
          takesEffect(request);
        } else {
          fates.put(request.strike().id(), Fate.REFUSED);
        }
      }
    }
    baton.advanceTo(then);
  }

  /** Compares the trail with the truth; answers what does not hold. */
  List<String> judge() throws IOException {
    Ledger ledger = truth.read();
    quiet &= ledger.halted() != null;
    for (Claim claim : ledger.claims().values()) {
      Claim.State before = seen.put(claim.id(), claim.state());
      Fate fate = fates.get(claim.id());
      if (before == null) {
        claimed(claim, ledger);
      }
      if (before != claim.state()) {
        settled(claim, fate);
      }
    }
    if (ledger.counted().size() > total) {
      breaks("the trail counts more than " + total);
    }
    baton.failures().forEach(failure -> breaks("a thread failed: " + failure));
    return broken;
  }

  private void claimed(Claim claim, Ledger ledger) {
    // claims are seen right after they were appended: at most one step lies in between
    if (ledger.halted() != null && ledger.haltedAfter() < claim.seq()) {
      breaks("claim " + claim.id() + " stands after a halt");
    }
    if (ledger.haltedAfter() < claim.seq()
        && beganAfter.getOrDefault(claim.run(), -1L) < ledger.haltedAfter()) {
      breaks("run " + claim.run() + " began before a halt and claimed after it");
    }
    long open = ledger.open().stream().map(Claim::victim).distinct().count();
    if (open > atOnce) {
      breaks("claim " + claim.id() + " makes it " + open + " victims with open strikes");
    }
  }

  private void settled(Claim claim, @org.jspecify.annotations.Nullable Fate fate) {
    boolean wrong =
        switch (claim.state()) {
          case REVERTED, FAILED -> fate == Fate.ACTIVE;
          case RELEASED, UNTOUCHED -> fate != null && fate != Fate.REFUSED;
          case STRUCK -> fate != Fate.ACTIVE && fate != Fate.UNDONE;
          case CLAIMED, RESIDUE -> false;
        };
    if (wrong) {
      breaks("claim " + claim.id() + " is called " + claim.state() + " and is " + fate);
    }
  }

  /** When all has come to its end and somebody has settled what was left. */
  List<String> atTheEnd() throws IOException {
    judge();
    if (!truth.read().open().isEmpty()) {
      breaks("still open: " + truth.read().open());
    }
    if (reversible(Fate.ACTIVE) > 0) {
      breaks("still harmed: " + fates);
    }
    return broken;
  }

  /** How many were touched, to know that walks lead somewhere. */
  int touched() {
    return (int)
        fates.values().stream().filter(f -> Set.of(Fate.ACTIVE, Fate.UNDONE).contains(f)).count();
  }

  /** The trail over a network. */
  private final class Wire implements TrailStore {
    @Override
    public Head head() throws IOException {
      baton.passInStore();
      blink();
      return store.head();
    }

    @Override
    public Stream<TrailRecord> after(long sequence) throws IOException {
      baton.passInStore();
      blink();
      return store.after(sequence);
    }

    private void blink() throws IOException {
      if (blinks > 0 && chance.nextInt(20) == 0) {
        blinks--;
        throw new IOException("the trail does not answer");
      }
    }

    @Override
    public Appended append(Head expected, List<TrailRecord> records) throws IOException {
      baton.passInStore();
      if (loses()) {
        int how = chance.nextInt(3);
        if (how == 0) {
          store.append(expected, records);
        } else if (how == 1) {
          appends.add(new Append(expected, records));
        }
        throw new UnsureAppend("the answer was lost");
      }
      Appended answer = store.append(expected, records);
      baton.passInStore(); // the answer takes its time
      return answer;
    }

    @Override
    public String uri() {
      return "memory:walk";
    }

    @Override
    public void close() {
      // nothing to give back
    }
  }
}
