package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Confined;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Selector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of {@link NodeSearch}. Looks at workloads too when it is asked for one by name: what
 * empties a node takes pods of theirs.
 */
final class Nodes implements TargetSource, Confined {
  static final String KIND = "nodes";
  static final String ALL = "all";

  private final Selector labels;
  private final List<Pattern> names;
  private final boolean byZone;
  private final Connections with;
  private @Nullable Workloads workloads;

  /**
   * @param names none for all
   */
  Nodes(Selector labels, List<Pattern> names, boolean byZone, Connections with) {
    this.labels = labels;
    this.names = names;
    this.byZone = byZone;
    this.with = with;
  }

  @Override
  public Stream<Group> groups(Scope scope) throws IOException {
    Map<String, Sum> sums = new TreeMap<>();
    Set<String> closed = closed();
    try (Stream<Item> nodes = workloads().reads().list(listing().metadata())) {
      nodes
          .filter(this::selects)
          .forEach(
              node ->
                  sums.computeIfAbsent(zone(node), Sum::new)
                      .add(node, closed.contains(node.uid()), scope));
    }
    List<Group> groups = new ArrayList<>();
    for (Sum sum : sums.values()) {
      if (sum.optedIn) {
        groups.add(sum.group(id(sum.zone)));
      }
    }
    return groups.stream();
  }

  @Override
  public Optional<Group> group(GroupId id) throws IOException {
    if (!id.kind().equals(KIND)) {
      return workloads().group(id);
    }
    Sum sum = new Sum(id.name());
    nodes(id).forEach(node -> sum.add(node, node.flag("/spec/unschedulable"), Scope.all()));
    return sum.count == 0 ? Optional.empty() : Optional.of(sum.group(id));
  }

  @Override
  public Stream<Target> members(GroupId id) throws IOException {
    if (!id.kind().equals(KIND)) {
      return workloads().members(id).stream();
    }
    return nodes(id).stream().map(node -> target(id, node));
  }

  /** Nodes lie in no name space. */
  @Override
  public List<Connections> parts(Connections clients) {
    return List.of(clients);
  }

  /** Status and images of a node are long, and nothing else of them is wanted for a group. */
  private Set<String> closed() throws IOException {
    Listing listing = listing().fields("spec.unschedulable=true").metadata();
    try (Stream<Item> nodes = workloads().reads().list(listing)) {
      return nodes.map(Item::uid).collect(Collectors.toSet());
    }
  }

  private static Target target(GroupId group, Item node) {
    return new Target(
        new TargetId(group.place(), "node", node.name(), node.uid()),
        group,
        node.labels().getOrDefault(Zones.LABEL, ""),
        Marks.of(node),
        node.createdAt(),
        NodeState.health(node),
        NodeState.holds(node));
  }

  private List<Item> nodes(GroupId id) throws IOException {
    Reads reads = workloads().reads();
    if (!id.place().equals(reads.cluster().place())) {
      return List.of();
    }
    Listing all = listing();
    if (byZone && !id.name().equals(ALL)) {
      all = all.labelled(Selector.of(Map.of(Zones.LABEL, id.name())));
    }
    try (Stream<Item> nodes = reads.list(all)) {
      return nodes.filter(this::selects).filter(node -> zone(node).equals(id.name())).toList();
    }
  }

  private Listing listing() {
    return Listing.of(ResourceType.NODE, "").labelled(labels);
  }

  private boolean selects(Item node) {
    return names.isEmpty()
        || names.stream().anyMatch(pattern -> pattern.matcher(node.name()).matches());
  }

  private String zone(Item node) {
    String zone = byZone ? node.labels().getOrDefault(Zones.LABEL, "") : "";
    return zone.isEmpty() ? ALL : zone;
  }

  private GroupId id(String zone) throws IOException {
    return new GroupId(workloads().reads().cluster().place(), KIND, zone);
  }

  private synchronized Workloads workloads() {
    Workloads known = workloads;
    if (known == null) {
      known = new Workloads(with.get(Cluster.class));
      workloads = known;
    }
    return known;
  }

  /** A group adds up: it has the labels that all its nodes agree on. */
  private static final class Sum {
    private final String zone;
    private @Nullable Map<String, String> common;
    private int count;
    private int closed;
    private boolean optedIn;

    Sum(String zone) {
      this.zone = zone;
    }

    void add(Item node, boolean isClosed, Scope scope) {
      Map<String, String> marks = Marks.of(node);
      if (common == null) {
        common = new HashMap<>(marks);
      }
      common.entrySet().retainAll(marks.entrySet());
      count++;
      closed += isClosed ? 1 : 0;
      optedIn |= scope.everything() || marks.entrySet().containsAll(scope.optIn().entrySet());
    }

    Group group(GroupId id) {
      List<Refusal> holds =
          closed * NodeState.ONE_IN > count
              ? List.of(
                  new Refusal(
                      "unschedulable",
                      "%d of %d nodes of %s are closed for new pods already, as while nodes are replaced."
                          .formatted(closed, count, id.name()),
                      "Wait until they are open again (kubectl uncordon)."))
              : List.of();
      return new Group(id, common == null ? Map.of() : common, count, true, holds);
    }
  }
}
