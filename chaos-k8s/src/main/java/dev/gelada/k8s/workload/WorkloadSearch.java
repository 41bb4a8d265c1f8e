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
import dev.gelada.k8s.cluster.Selector;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code workloads}: Deployments, StatefulSets and the like as targets themselves. */
@Kinds("workload")
@Doc("workloads of a Kubernetes cluster, each a target itself, for example to scale it down")
public final class WorkloadSearch implements SourceType<WorkloadSearch.Settings>, Check {
  /**
   * What the file says; at least one of it.
   *
   * @param namespaces where they are
   * @param labels of workloads
   * @param annotations of workloads
   * @param names of workloads
   * @param kinds of workloads
   * @param namespaceLabels of their name spaces
   * @param optInFrom where an opt-in is looked for
   */
  @Example("workloads: {namespaces: [shop], names: [checkout]}")
  public record Settings(
      @Doc("names of namespaces; all that may be seen, or --namespace, without it")
          @Nullable List<String> namespaces,
      @Doc("labels that a workload has, or a selector like a=b,c!=d,e in (x,y),!f; in quotes")
          @Nullable Matching labels,
      @Doc("annotations of workloads, like a=b,c!=d; in quotes") @Nullable String annotations,
      @Doc("regular expressions, one of which matches a workload's whole name")
          @Nullable List<String> names,
      @Doc("deployment and statefulset without it; daemonset, replicaset, job only if named")
          @Nullable List<String> kinds,
      @Doc("a label selector of namespaces, like team=shop; in quotes")
          @Nullable String namespaceLabels,
      @Doc(
              "where an opt-in is looked for: labels of the workload; annotations and namespace"
                  + " cost longer lists, and the latter needs the policy's leave")
          @Default("[workload]")
          List<OptInPlace> optInFrom) {}

  @Override
  public String name() {
    return "workloads";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    Set<String> kinds = Reading.kinds(settings.kinds());
    if (!kinds.stream().allMatch(kind -> OwnerKind.listed(kind).isPresent())) {
      throw new IllegalArgumentException(
          "kinds: workloads are deployment, statefulset, daemonset, replicaset or job");
    }
    PodSelection selection =
        new PodSelection(
            Reading.namespaces(settings.namespaces()),
            Reading.selector("namespaceLabels", settings.namespaceLabels()),
            Selector.ALL,
            "",
            Selector.ALL,
            List.of(),
            kinds,
            null,
            null,
            Set.copyOf(settings.optInFrom()));
    return new OwnTargets(
        selection,
        Reading.labels(settings.labels()),
        Reading.all("annotations", settings.annotations()),
        Reading.names(settings.names()),
        with);
  }

  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    return new OwnTargets(PodSelection.EVERYTHING, Selector.ALL, Selector.ALL, List.of(), with)
        .missing(with);
  }
}
