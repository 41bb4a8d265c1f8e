package dev.gelada.core.testing;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Step;
import dev.gelada.core.safety.Candidate;
import dev.gelada.core.safety.Look;
import dev.gelada.core.safety.Mission;
import dev.gelada.core.safety.Proposal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small world in which a strike may be judged: a file, a policy, a group, a trail. As it is made,
 * everything is allowed: three healthy members of the group cart, opted in, Tuesday 10:00 in the
 * file's zone UTC. A test changes the one thing that it is about. Not thread-safe.
 */
public final class Worlds {
  public static final Place PLACE = new Place("host", "machine/boot");
  public static final GroupId CART = groupId("cart");

  public Instant now = Instant.parse("2026-03-10T10:00:00Z");
  public String file = "kill-cart";
  public String run = "run-1";
  public String when = "run-1";
  public Duration late = Duration.ZERO;
  public boolean owned;
  public @Nullable OptIn optIn;
  public Limits limits = Written.limits().zone("UTC").done();
  public Policy policy = Policy.NONE;
  public Map<String, String> overrides = Map.of();
  public @Nullable Instant endsBy;
  public boolean attended;
  public Leave leave = Leave.FREE;
  public Lease lease = Lease.REMOTE;
  public @Nullable Duration lasts;
  public Undo.Expiry expiry = Undo.Expiry.GUARDIAN;
  public boolean chains;
  public List<Prepared.Take> takes = List.of(new Prepared.Take(CART, 1));
  public UnaryOperator<Entry.Claimed> claim = same -> same;
  public Group group = group("cart");
  public List<Target> members = new ArrayList<>(members(CART, 3));
  public Set<TargetId> excepted = new HashSet<>();
  public Map<GroupId, Look> bystanders = new LinkedHashMap<>();
  public List<Claim> claims = new ArrayList<>();
  public Set<Slot> missed = new HashSet<>();
  public Map<String, Ledger.Run> runs = new LinkedHashMap<>();
  public Entry.@Nullable Halted halted;
  public long haltedAfter;
  public Entry.@Nullable Policy standing;

  /** A process set of that name in {@link #PLACE}. */
  public static GroupId groupId(String name) {
    return new GroupId(PLACE, "process-set", name);
  }

  /** A group whose members replace each other, opted in, that does not say how many it wants. */
  public static Group group(String name) {
    return new Group(groupId(name), Map.of("gelada/enabled", "true"), -1, true, List.of());
  }

  /** Healthy members of a group, numbered from 1. */
  public static List<Target> members(GroupId group, int number) {
    return Stream.iterate(1, i -> i + 1)
        .limit(number)
        .map(i -> member(group, i, Health.HEALTHY))
        .toList();
  }

  /** One member of a group. */
  public static Target member(GroupId group, int number, Health health) {
    String name = group.name() + "-" + number;
    return new Target(
        new TargetId(PLACE, "process", name, "10" + number + "@7"),
        group,
        "",
        Map.of(),
        Instant.parse("2026-03-01T00:00:00Z"),
        health,
        List.of());
  }

  /** A look at a group with that many healthy members and no bystanders. */
  public static Look look(Group group, int healthy) {
    return new Look(group, members(group.id(), healthy), Set.of(), Map.of());
  }

  /** Makes the member unhealthy, or of unknown health. */
  public Worlds health(int number, Health health) {
    members.set(number - 1, member(group.id(), number, health));
    return this;
  }

  /** Changes one member. */
  public Worlds member(int number, UnaryOperator<Target> change) {
    members.set(number - 1, change.apply(members.get(number - 1)));
    return this;
  }

  /** Adds a claim of a run on a member of the own group. */
  public Worlds claimed(String by, int member, String at, Claim.State state) {
    return claimed(by, members.get(member - 1), Instant.parse(at), state, same -> same);
  }

  /** Adds a claim; one that is not open closes 30 s after it was made. */
  public Worlds claimed(
      String by,
      Target victim,
      Instant at,
      Claim.State state,
      UnaryOperator<Entry.Claimed> change) {
    Entry.Claimed entry =
        change.apply(claim(victim, by, by, "s" + (claims.size() + 1), "steps[0]"));
    Claim claim = new Claim(claims.size() + 1L, at, by, entry, state, null, "");
    claims.add(
        claim.open()
            ? claim
            : new Claim(claim.seq(), at, by, entry, state, at.plusSeconds(30), ""));
    return this;
  }

  /** The file. */
  public Experiment experiment() {
    return new Experiment(
        file,
        "because",
        "kill-cart.yaml",
        "f1",
        Map.of("cart", aim()),
        Map.of(),
        List.of(),
        limits,
        List.of(hit()),
        null,
        List.of());
  }

  /** The file's only target. */
  public Aim aim() {
    TargetSource source = owned ? new UnusedParts.OwnSource() : new UnusedParts.Source();
    return new Aim(
        "cart",
        owned ? "launch" : "processes",
        source,
        optIn,
        List.of(),
        null,
        new UnusedParts.One());
  }

  /** The file's only step. */
  public Step.Hit hit() {
    return new Step.Hit(
        "steps[0]",
        "cart",
        new UnusedParts.KillType(leave),
        new UnusedParts.Kill(),
        lasts,
        Lease.REMOTE,
        attended,
        null);
  }

  /** The run. */
  public Mission mission() {
    Instant due = now.minus(late);
    PlannedRun planned =
        when.equals(run)
            ? null
            : new PlannedRun(file, group.id(), when, due, due.plus(Duration.ofMinutes(30)), 1);
    return new Mission(experiment(), policy, run, overrides, endsBy, planned);
  }

  /** The look at the own group. */
  public Look look() {
    return new Look(group, members, excepted, bystanders);
  }

  /** A member as a candidate. */
  public Candidate candidate(int member) {
    return new Candidate(mission(), hit(), aim(), look(), members.get(member - 1), now);
  }

  /** A strike on a member. */
  public Proposal proposal(int member) {
    Target victim = members.get(member - 1);
    return new Proposal(
        candidate(member), claim.apply(claim(victim, run, when, "new-" + member, "steps[0]")));
  }

  /** The trail. */
  @SuppressWarnings("NullAway") // does not read @Nullable of a nested type from a class file
  public Ledger ledger() {
    Map<StrikeId, Claim> byId = new LinkedHashMap<>();
    claims.forEach(claim -> byId.put(claim.id(), claim));
    Entry.Policy set =
        standing != null || policy.equals(Policy.NONE)
            ? standing
            : new Entry.Policy(policy.hash(), "limits: {}");
    return new Ledger(
        new Head(1000, "h"),
        "trail",
        now,
        halted,
        haltedAfter,
        set,
        byId,
        runs,
        Map.of(),
        missed,
        Map.of());
  }

  /** A policy with these limits and no leave. */
  public Worlds policy(Limits said) {
    policy = new Policy("p1", said, policy.allow(), policy.deny());
    return this;
  }

  /** A policy with this leave. */
  public Worlds allow(Policy.Allow allow) {
    policy = new Policy("p1", policy.limits(), allow, policy.deny());
    return this;
  }

  /** A policy that forbids this. */
  public Worlds deny(Policy.Deny deny) {
    policy = new Policy("p1", policy.limits(), policy.allow(), deny);
    return this;
  }

  private Entry.Claimed claim(Target victim, String by, String slot, String id, String step) {
    Instant endsAt = lasts == null ? null : now.plus(lasts);
    Undo undo = lasts == null ? new Undo.None("gone") : new Undo.Recipe(PLACE, Map.of(), expiry);
    Strike strike = new Strike(new StrikeId(id), "kill", victim, endsAt, 1);
    return new Entry.Claimed(
        strike,
        new Prepared.Intent(
            undo,
            by.equals(run) ? takes : List.of(new Prepared.Take(victim.group(), 1)),
            Set.of(victim.id().uid()),
            chains),
        lease,
        new Slot(file, slot.equals(by) ? null : victim.group(), slot, step),
        new Entry.Origin(file, "kill-cart.yaml", "f1", policy.hash(), "", "", "1", overrides),
        owned);
  }
}
