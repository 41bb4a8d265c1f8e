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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code pods}: the pods of a cluster, grouped by the workload that owns them. */
@Kinds("pod")
@Doc("pods of a Kubernetes cluster, grouped by the workload that owns them")
public final class PodSearch implements SourceType<PodSearch.Settings>, Check {
  /**
   * What the file says; at least one of it.
   *
   * @param namespaces where they are
   * @param labels of pods
   * @param fields of pods
   * @param annotations of pods
   * @param names of pods
   * @param kinds of owners
   * @param namespaceLabels of their name spaces
   * @param olderThan than that
   * @param youngerThan than that
   * @param optInFrom where an opt-in is looked for
   */
  @Example("pods: {namespaces: [shop], labels: {app: checkout}}")
  public record Settings(
      @Doc("names of namespaces; all that may be seen, or --namespace, without it")
          @Nullable List<String> namespaces,
      @Doc("labels that a pod has, or a selector like a=b,c!=d,e in (x,y),!f; in quotes")
          @Nullable Matching labels,
      @Doc("a field selector of pods, like status.phase=Running,spec.nodeName=n1; in quotes")
          @Nullable String fields,
      @Doc("annotations of pods, like a=b,c!=d; in quotes; costs a list of all pods")
          @Nullable String annotations,
      @Doc("regular expressions, one of which matches a pod's whole name")
          @Nullable List<String> names,
      @Doc(
              "owners that count: deployment and statefulset without it; daemonset, replicaset, job,"
                  + " rollout, pod (one that nothing owns) and others only if named")
          @Nullable List<String> kinds,
      @Doc("a label selector of namespaces, like team=shop; in quotes")
          @Nullable String namespaceLabels,
      @Doc("pods that exist for longer than that") @Nullable Duration olderThan,
      @Doc("pods that exist for less than that") @Nullable Duration youngerThan,
      @Doc(
              "where an opt-in is looked for: labels of workload and pod; annotations and namespace"
                  + " cost longer lists, and the latter needs the policy's leave")
          @Default("[workload, pod]")
          List<OptInPlace> optInFrom) {}

  private static final Settings EVERYWHERE =
      new Settings(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of(OptInPlace.WORKLOAD, OptInPlace.POD));

  @Override
  public String name() {
    return "pods";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    return new Pods(selection(settings), with);
  }

  static PodSelection selection(Settings settings) {
    return new PodSelection(
        Reading.namespaces(settings.namespaces()),
        Reading.selector("namespaceLabels", settings.namespaceLabels()),
        Reading.labels(settings.labels()),
        Reading.fields(settings.fields()),
        Reading.all("annotations", settings.annotations()),
        Reading.names(settings.names()),
        Reading.kinds(settings.kinds()),
        settings.olderThan(),
        settings.youngerThan(),
        Set.copyOf(settings.optInFrom()));
  }

  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    return new Pods(selection(EVERYWHERE), with).missing(with);
  }
}
