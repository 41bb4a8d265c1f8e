package dev.gelada.core.testing;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A world in memory: groups with members, whose health and existence a test changes at will.
 * Thread-safe.
 */
public final class FakeTargets implements TargetSource {
  public static final Place PLACE = new Place("fake", "world");
  public static final Map<String, String> OPTED_IN = Map.of("gelada/enabled", "true");

  private final Map<GroupId, Group> groups = new TreeMap<>();
  private final Map<GroupId, List<Target>> members = new TreeMap<>();
  private Runnable beforeLook = () -> {};
  private @Nullable Exception failure;
  private int looks;

  /** The id of a group of this world. */
  public static GroupId id(String group) {
    return new GroupId(PLACE, "fake-set", group);
  }

  /** The id of a member of this world: name and uid are alike. */
  public static TargetId member(String name) {
    return new TargetId(PLACE, "fake", name, "uid-" + name);
  }

  /** A group whose healthy, opted-in members are named {@code group-0}, {@code group-1}, … */
  public FakeTargets group(String group, int size) {
    return group(group, size, OPTED_IN);
  }

  /** The same with other labels on the group. */
  public synchronized FakeTargets group(String group, int size, Map<String, String> labels) {
    GroupId id = id(group);
    groups.put(id, new Group(id, labels, size, true, List.of()));
    List<Target> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(target(group + "-" + i, group, Health.HEALTHY));
    }
    members.put(id, all);
    return this;
  }

  private static Target target(String name, String group, Health health) {
    return new Target(member(name), id(group), "", Map.of(), Instant.EPOCH, health, List.of());
  }

  /** The platform says something against touching the group. */
  public synchronized void hold(String group, Refusal why) {
    Group old = Objects.requireNonNull(groups.get(id(group)));
    groups.put(
        old.id(),
        new Group(old.id(), old.labels(), old.desired(), old.replaceable(), List.of(why)));
  }

  /** A member is gone. */
  public synchronized void remove(TargetId victim) {
    members.values().forEach(list -> list.removeIf(t -> t.id().equals(victim)));
  }

  /** A member's health changes. */
  public synchronized void health(TargetId victim, Health health) {
    members
        .values()
        .forEach(
            list ->
                list.replaceAll(
                    t ->
                        t.id().equals(victim)
                            ? target(t.id().name(), t.group().name(), health)
                            : t));
  }

  /** A new member appears. */
  public synchronized void add(String group, String name) {
    all(group).add(target(name, group, Health.HEALTHY));
  }

  /** Whether a member is there and healthy. */
  public synchronized boolean serves(TargetId victim) {
    return members.values().stream()
        .flatMap(List::stream)
        .anyMatch(t -> t.id().equals(victim) && t.health() == Health.HEALTHY);
  }

  private List<Target> all(String group) {
    return Objects.requireNonNull(members.get(id(group)), group);
  }

  /** How many members serve. */
  public synchronized long serving(String group) {
    return all(group).stream().filter(t -> t.health() == Health.HEALTHY).count();
  }

  /** Something happens right before a group is looked at. */
  public synchronized void beforeLook(Runnable event) {
    beforeLook = event;
  }

  /** How often a group was looked at. */
  public synchronized int looks() {
    return looks;
  }

  /** From now on every look fails; null mends it. */
  public synchronized void fail(@Nullable Exception with) {
    failure = with;
  }

  @Override
  public Stream<Group> groups(Scope scope) throws Exception {
    return snapshot(
        () ->
            groups.values().stream()
                .filter(
                    g ->
                        scope.everything()
                            || scope.optIn().entrySet().stream()
                                .allMatch(e -> e.getValue().equals(g.labels().get(e.getKey()))))
                .toList());
  }

  @Override
  public Optional<Group> group(GroupId id) throws Exception {
    Runnable event;
    synchronized (this) {
      event = beforeLook;
      looks++;
    }
    event.run();
    return snapshot(() -> Optional.ofNullable(groups.get(id)).stream().toList()).findFirst();
  }

  @Override
  public Stream<Target> members(GroupId id) throws Exception {
    return snapshot(() -> List.copyOf(members.getOrDefault(id, List.of())));
  }

  private synchronized <T> Stream<T> snapshot(java.util.function.Supplier<List<T>> read)
      throws Exception {
    if (failure != null) {
      throw failure;
    }
    return read.get().stream();
  }
}
