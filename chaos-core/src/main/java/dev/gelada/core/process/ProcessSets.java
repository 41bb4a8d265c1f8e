package dev.gelada.core.process;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.process.OsProcess.Marks;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of {@link ProcessSearch}. Children inherit their parent's environment, so only the
 * topmost process of each pair (GELADA_ENABLED, GELADA_GROUP) is a member: what the service starts
 * for itself is not another one. Not seen are processes whose environment may not be read (another
 * user's) and programs that write their title over it (nginx, PostgreSQL): start those by a
 * wrapper.
 */
record ProcessSets(@Nullable String group, @Nullable LabelSelector labels, Connections with)
    implements TargetSource {
  static final String KIND = "process-set";
  static final String ENABLED_LABEL = "gelada/enabled";

  @Override
  public Stream<Group> groups(Scope scope) throws IOException {
    Processes processes = with.get(Processes.class);
    Map<String, List<OsProcess>> sets = new TreeMap<>();
    for (OsProcess process : selected(processes)) {
      sets.computeIfAbsent(process.marks().group(), name -> new ArrayList<>()).add(process);
    }
    return sets.entrySet().stream()
        .filter(set -> set.getValue().stream().anyMatch(process -> in(scope, process)))
        .map(set -> group(processes, set.getKey(), set.getValue()));
  }

  @Override
  public Optional<Group> group(GroupId id) throws IOException {
    Processes processes = with.get(Processes.class);
    List<OsProcess> members = members(id, processes);
    return members.isEmpty() ? Optional.empty() : Optional.of(group(processes, id.name(), members));
  }

  @Override
  public Stream<Target> members(GroupId id) throws IOException {
    Processes processes = with.get(Processes.class);
    List<Target> targets = new ArrayList<>();
    for (OsProcess process : members(id, processes)) {
      Map<String, String> its = labels(process);
      targets.add(
          new Target(
              new TargetId(id.place(), "process", Long.toString(process.pid()), process.id()),
              id,
              its.getOrDefault("zone", ""),
              its,
              process.startedAt(),
              process.stopped() ? Health.UNHEALTHY : Health.HEALTHY,
              processes.against(process)));
    }
    return targets.stream();
  }

  private List<OsProcess> members(GroupId id, Processes processes) throws IOException {
    if (!id.place().equals(processes.place()) || !id.kind().equals(KIND)) {
      return List.of();
    }
    return selected(processes).stream().filter(p -> p.marks().group().equals(id.name())).toList();
  }

  private List<OsProcess> selected(Processes processes) throws IOException {
    return topmost(processes.all()).stream()
        .filter(process -> group == null || process.marks().group().equals(group))
        .filter(process -> labels == null || labels.in(labels(process)))
        .toList();
  }

  /** Those that name a group and have no ancestor that says the same. */
  static List<OsProcess> topmost(List<OsProcess> all) {
    Map<Long, OsProcess> byPid = new HashMap<>();
    all.forEach(process -> byPid.put(process.pid(), process));
    return all.stream()
        .filter(process -> !process.marks().group().isEmpty())
        .filter(process -> process.marks().guardian().isEmpty())
        .filter(process -> !hasAncestorLike(process, byPid))
        .toList();
  }

  private static boolean hasAncestorLike(OsProcess process, Map<Long, OsProcess> byPid) {
    Marks marks = process.marks();
    OsProcess at = byPid.get(process.parent());
    // the table is read entry by entry, so it could hold a circle; no chain is longer than the
    // table
    for (int steps = 0; at != null && steps <= byPid.size(); steps++) {
      if (at.marks().group().equals(marks.group())
          && at.marks().enabled().equals(marks.enabled())) {
        return true;
      }
      at = byPid.get(at.parent());
    }
    return false;
  }

  private static boolean in(Scope scope, OsProcess process) {
    return scope.everything() || labels(process).entrySet().containsAll(scope.optIn().entrySet());
  }

  private static Group group(Processes processes, String name, List<OsProcess> members) {
    // a set has no labels of its own: it has those that all members agree on
    Map<String, String> common = new HashMap<>(labels(members.get(0)));
    members.forEach(member -> common.entrySet().retainAll(labels(member).entrySet()));
    return new Group(new GroupId(processes.place(), KIND, name), common, -1, true, List.of());
  }

  private static Map<String, String> labels(OsProcess process) {
    Map<String, String> labels = new LinkedHashMap<>(process.marks().labels());
    boolean optedOut = "false".equalsIgnoreCase(labels.get(ENABLED_LABEL));
    String enabled = process.marks().enabled();
    if (optedOut) {
      labels.put(ENABLED_LABEL, "false"); // an opt-out wins wherever it stands
    } else if (enabled.isEmpty()) {
      labels.remove(ENABLED_LABEL);
    } else {
      labels.put(ENABLED_LABEL, enabled);
    }
    labels.putIfAbsent("command", process.command());
    return labels;
  }
}
