package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Confined;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Confinement;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The source of {@link PodSearch}. */
final class Pods implements TargetSource, Check, Confined {
  private final PodSelection selection;
  private final Connections with;
  private @Nullable Workloads workloads;

  Pods(PodSelection selection, Connections with) {
    this.selection = selection;
    this.with = with;
  }

  @Override
  public Stream<Group> groups(Scope scope) throws IOException {
    Workloads here = workloads();
    return new GroupSearch(here.reads(), selection, scope, here.types()).groups();
  }

  @Override
  public Optional<Group> group(GroupId id) throws IOException {
    return covers(id) ? workloads().group(id) : Optional.empty();
  }

  @Override
  public Stream<Target> members(GroupId id) throws IOException {
    return covers(id) ? workloads().members(id, selection).stream() : Stream.empty();
  }

  /** What is missing for what the file selects. */
  @Override
  public List<Refusal> missing(Connections connections) throws IOException {
    Cluster cluster = connections.get(Cluster.class);
    return new Rights(cluster).missing(Needed.forPods(selection, cluster));
  }

  @Override
  public List<Connections> parts(Connections clients) {
    return Confinement.to(selection.namespaces(), clients);
  }

  private boolean covers(GroupId id) throws IOException {
    int slash = id.name().indexOf('/');
    return slash > 0
        && id.place().scheme().equals(Cluster.SCHEME)
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
