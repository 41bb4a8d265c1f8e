package dev.gelada.k8s.node;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.GroupId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.workload.Budgets;
import dev.gelada.k8s.workload.PodGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The pods of a node that a drain would evict.
 *
 * @param cluster where
 * @param pods without those of DaemonSets, static, finished and leaving ones
 */
record Guests(Cluster cluster, List<Item> pods) {
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");
  private static final String STATIC = "kubernetes.io/config.mirror";

  /** Those that are there now. */
  static Guests of(Cluster cluster, String node) throws IOException {
    Listing all = Listing.of(ResourceType.POD, "").fields("spec.nodeName=" + node);
    try (Stream<Item> pods = new Reads(cluster).list(all)) {
      return new Guests(cluster, pods.filter(Guests::goes).toList());
    }
  }

  private static boolean goes(Item pod) {
    String owner = pod.controller().map(Item.Owner::kind).orElse("");
    return !owner.equals("DaemonSet")
        && !owner.equals("Node")
        && !pod.annotations().containsKey(STATIC)
        && !FINISHED.contains(pod.text("/status/phase"))
        && !pod.terminating();
  }

  /** How many each group loses. */
  List<Prepared.Take> takes() throws IOException {
    PodGroups groups = new PodGroups(cluster);
    Map<GroupId, Integer> members = new TreeMap<>();
    for (Item pod : pods) {
      GroupId group =
          groups
              .of(pod)
              .orElseThrow(
                  () ->
                      new IOException("the owner of pod " + pod.fullName() + " is being deleted"));
      members.merge(group, 1, Integer::sum);
    }
    return members.entrySet().stream()
        .map(each -> new Prepared.Take(each.getKey(), each.getValue()))
        .toList();
  }

  /** What speaks against evicting them. */
  List<Refusal> against(boolean localData) throws IOException {
    List<Refusal> why = new ArrayList<>();
    Map<String, Budgets> budgets = new TreeMap<>();
    for (Item pod : pods) {
      if (!budgets.containsKey(pod.namespace())) {
        budgets.put(pod.namespace(), Budgets.of(pod.namespace(), new Reads(cluster)));
      }
      lonely(pod).ifPresent(why::add);
      if (!localData) {
        local(pod).ifPresent(why::add);
      }
      why.addAll(budgets.get(pod.namespace()).against(pod));
    }
    return why;
  }

  private static Optional<Refusal> lonely(Item pod) {
    return pod.controller().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "bare-pod",
                "pod " + pod.fullName() + " has no controller: nothing would make it again.",
                "Have it owned by a workload, or aim at another node."));
  }

  private static Optional<Refusal> local(Item pod) {
    return pod.items("/spec/volumes").stream()
        .filter(volume -> volume.has("/emptyDir"))
        .findFirst()
        .map(
            volume ->
                new Refusal(
                    "local-data",
                    "pod %s has local data in the emptyDir %s, which would be lost."
                        .formatted(pod.fullName(), volume.text("/name")),
                    "Write `deleteLocalData: true` at the step, if that may be."));
  }
}
