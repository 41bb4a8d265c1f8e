package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Matching;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code nodes}: the nodes of a cluster, grouped by zone. */
@Kinds("node")
@Doc("nodes of a Kubernetes cluster, grouped by zone")
public final class NodeSearch implements SourceType<NodeSearch.Settings>, Check {
  /** What makes nodes a group. */
  public enum Grouping {
    /** The zone that their label names; nodes without one are together in {@code all}. */
    ZONE,
    /** All that the file selects. */
    ALL
  }

  /**
   * What the file says; at least one of it.
   *
   * @param labels of nodes
   * @param names of nodes
   * @param groupBy what makes a group
   */
  @Example("nodes: {labels: {pool: batch}}")
  public record Settings(
      @Doc("labels that a node has, or a selector like a=b,c!=d,e in (x,y),!f; in quotes")
          @Nullable Matching labels,
      @Doc("regular expressions, one of which matches a node's whole name")
          @Nullable List<String> names,
      @Doc("what makes a group: nodes of a zone, or all that are selected") @Default("zone")
          Grouping groupBy) {}

  @Override
  public String name() {
    return "nodes";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    return new Nodes(
        Reading.labels(settings.labels()),
        Reading.names(settings.names()),
        settings.groupBy() == Grouping.ZONE,
        with);
  }

  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    return new Rights(with.get(Cluster.class))
        .missing(List.of(ResourceType.NODE.right("get", ""), ResourceType.NODE.right("list", "")));
  }
}
