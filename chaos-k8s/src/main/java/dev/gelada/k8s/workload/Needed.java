package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Right;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rights that a selection needs, in the name spaces that it names or in all. Not among them is
 * reading nodes: without it a pod's zone is unknown, which only picking by zone asks for.
 */
final class Needed {
  private final PodSelection selection;
  private final List<String> namespaces;
  private final Set<Right> rights = new LinkedHashSet<>();

  private Needed(PodSelection selection, Cluster cluster) {
    this.selection = selection;
    this.namespaces = Scoping.written(selection.namespaces(), cluster);
  }

  /** To find pods. */
  static Set<Right> forPods(PodSelection selection, Cluster cluster) {
    Needed needed = new Needed(selection, cluster);
    needed.owners();
    needed.everywhere(ResourceType.REPLICA_SET, "get", "list");
    needed.everywhere(ResourceType.POD, "list");
    if (selection.searched().contains(OwnerKind.BARE)) {
      needed.everywhere(ResourceType.POD, "get");
    }
    needed.everywhere(ResourceType.BUDGET, "list");
    return needed.rights;
  }

  /** To find workloads. */
  static Set<Right> forWorkloads(PodSelection selection, Cluster cluster) {
    Needed needed = new Needed(selection, cluster);
    needed.owners();
    return needed.rights;
  }

  private void owners() {
    for (String kind : selection.searched().stream().sorted().toList()) {
      OwnerKind.listed(kind).ifPresent(type -> everywhere(type, "get", "list"));
      if (kind.equals(OwnerKind.ROLLOUT)) {
        everywhere(OwnerTypes.ROLLOUT, "get", "list");
      }
    }
    everywhere(ResourceType.NAMESPACE, "get"); // an opt-out there counts too
    if (selection.namespaceLabels() != null
        || selection.optInFrom().contains(OptInPlace.NAMESPACE)) {
      rights.add(ResourceType.NAMESPACE.right("list", Scoping.ALL));
    }
  }

  private void everywhere(ResourceType type, String... verbs) {
    List<Right> all = new ArrayList<>();
    for (String namespace : namespaces) {
      for (String verb : verbs) {
        all.add(type.right(verb, namespace));
      }
    }
    rights.addAll(all);
  }
}
