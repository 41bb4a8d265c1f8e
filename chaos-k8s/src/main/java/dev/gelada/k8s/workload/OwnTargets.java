package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Confined;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Confinement;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Rights;
import dev.gelada.k8s.cluster.Selector;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of {@link WorkloadSearch}: a workload is a group, the same one as for its pods, with
 * itself as the only member.
 */
final class OwnTargets implements TargetSource, Check, Confined {
  private final PodSelection selection;
  private final Selector labels;
  private final Selector annotations;
  private final List<Pattern> names;
  private final Connections with;
  private @Nullable Workloads workloads;

  OwnTargets(
      PodSelection selection,
      Selector labels,
      Selector annotations,
      List<Pattern> names,
      Connections with) {
    this.selection = selection;
    this.labels = labels;
    this.annotations = annotations;
    this.names = names;
    this.with = with;
  }

  @Override
  public Stream<Group> groups(Scope scope) throws IOException {
    Workloads here = workloads();
    return new GroupSearch(
            here.reads(),
            selection,
            scope,
            here.types(),
            new GroupSearch.Own(labels, this::selectsOurPart))
        .groups()
        .map(OwnTargets::alone);
  }

  @Override
  public Optional<Group> group(GroupId id) throws IOException {
    return covers(id) ? workloads().group(id).map(OwnTargets::alone) : Optional.empty();
  }

  @Override
  public Stream<Target> members(GroupId id) throws IOException {
    Optional<Workload> workload = covers(id) ? workloads().workload(id) : Optional.empty();
    return workload
        .filter(found -> labels.in(found.item().labels()) && selectsOurPart(found.item()))
        .map(found -> target(id, found))
        .stream();
  }

  private static Target target(GroupId group, Workload workload) {
    Item item = workload.item();
    List<Refusal> holds = Holds.of(workload.kind(), item);
    boolean wanting = holds.stream().anyMatch(hold -> hold.rule().equals(Holds.UNAVAILABLE));
    return new Target(
        new TargetId(group.place(), "workload", group.kind() + "/" + group.name(), item.uid()),
        group,
        "",
        marks(item),
        item.createdAt(),
        wanting || item.terminating() ? Health.UNHEALTHY : Health.HEALTHY,
        List.of());
  }

  /** Its own; and what its template opts out of, its pods would as targets of their own. */
  private static Map<String, String> marks(Item workload) {
    Map<String, String> marks = new HashMap<>(Marks.of(workload));
    Marks.of(new Item(workload.json().at("/spec/template"))).entrySet().stream()
        .filter(mark -> mark.getValue().equalsIgnoreCase("false"))
        .forEach(mark -> marks.put(mark.getKey(), mark.getValue()));
    return marks;
  }

  /** Nothing stands in for it. */
  private static Group alone(Group group) {
    return new Group(group.id(), group.labels(), 1, false, group.holds(), group.around());
  }

  private boolean selectsOurPart(Item item) {
    return annotations.in(item.annotations())
        && (names.isEmpty()
            || names.stream().anyMatch(pattern -> pattern.matcher(item.name()).matches()));
  }

  /** What is missing for what the file selects. */
  @Override
  public List<Refusal> missing(Connections connections) throws IOException {
    Cluster cluster = connections.get(Cluster.class);
    return new Rights(cluster).missing(Needed.forWorkloads(selection, cluster));
  }

  @Override
  public List<Connections> parts(Connections clients) {
    return Confinement.to(selection.namespaces(), clients);
  }

  private boolean covers(GroupId id) throws IOException {
    int slash = id.name().indexOf('/');
    return slash > 0
        && OwnerKind.listed(id.kind()).isPresent()
        && selection.takes(id.kind())
        && Scoping.covers(selection, id.name().substring(0, slash), workloads().reads());
  }

  private synchronized Workloads workloads() {
    Workloads known = workloads;
    if (known == null) {
      known = new Workloads(with.get(Cluster.class));
      workloads = known;
    }
    return known;
  }
}
