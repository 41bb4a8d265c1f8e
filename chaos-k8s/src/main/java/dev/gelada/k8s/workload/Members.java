package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pods of one workload: those that its selector matches and that it owns, told by uid along the
 * chain of controllers. A pod that only looks like one of its own is none.
 */
final class Members {
  private final Reads reads;
  private final Zones zones;

  Members(Reads reads, Zones zones) {
    this.reads = reads;
    this.zones = zones;
  }

  /** Those that the file selects, with all that is said against touching them. */
  List<Target> of(Workload workload, PodSelection selection) throws IOException {
    GroupId group = workload.id(reads.cluster().place());
    String namespace = workload.item().namespace();
    Reads.Ahead asked = Budgets.ahead(namespace, reads); // none of these lists needs another
    List<Item> own = own(workload, selection);
    List<Item> pods = own.stream().filter(pod -> selected(pod, selection)).toList();
    if (pods.isEmpty()) {
      return List.of();
    }
    Map<String, String> zone =
        zones.of(pods.stream().map(pod -> pod.text("/spec/nodeName")).collect(Collectors.toSet()));
    Budgets budgets = Budgets.of(namespace, asked);
    List<Target> targets = new ArrayList<>();
    for (Item pod : pods) {
      List<Refusal> holds = new ArrayList<>(PodState.holds(pod));
      holds.addAll(beside(pod, own));
      holds.addAll(budgets.against(pod));
      targets.add(
          new Target(
              new TargetId(group.place(), "pod", pod.fullName(), pod.uid()),
              group,
              zone.getOrDefault(pod.text("/spec/nodeName"), ""),
              Marks.of(pod),
              pod.createdAt(),
              PodState.health(pod),
              holds));
    }
    return targets;
  }

  /** Another one of the same owner goes already: two at once were not asked for. */
  private static List<Refusal> beside(Item pod, List<Item> own) {
    List<String> going =
        own.stream()
            .filter(other -> other.terminating() && !other.uid().equals(pod.uid()))
            .map(Item::name)
            .sorted()
            .toList();
    return going.isEmpty()
        ? List.of()
        : List.of(
            new Refusal(
                "terminating",
                "%d of the same owner %s being deleted: %s."
                    .formatted(
                        going.size(), going.size() == 1 ? "is" : "are", String.join(", ", going)),
                "Wait until it is replaced."));
  }

  private boolean selected(Item pod, PodSelection selection) {
    Instant now = reads.cluster().time().instant();
    return selection.selects(pod, now);
  }

  /** The owner's pods that the server's part of the selection leaves. */
  private List<Item> own(Workload workload, PodSelection selection) throws IOException {
    Item owner = workload.item();
    Listing pods = selection.narrow(Listing.of(ResourceType.POD, owner.namespace()));
    if (workload.kind().equals(OwnerKind.BARE)) {
      try (Stream<Item> found = reads.list(named(pods, owner.name()))) {
        return found
            .filter(pod -> pod.uid().equals(owner.uid()) && pod.controller().isEmpty())
            .filter(pod -> !PodState.finished(pod))
            .toList();
      }
    }
    Reads.Ahead asked = reads.ahead(pods.labelled(workload.selector()));
    Set<String> controllers = controllers(workload);
    try (Stream<Item> found = asked.open()) {
      return found
          .filter(pod -> controlled(pod, controllers))
          .filter(pod -> !PodState.finished(pod))
          .toList();
    }
  }

  private static Listing named(Listing pods, String name) {
    String field = "metadata.name=" + name;
    return pods.fields(pods.fields().isEmpty() ? field : pods.fields() + "," + field);
  }

  private static boolean controlled(Item pod, Set<String> controllers) {
    return pod.controller().filter(owner -> controllers.contains(owner.uid())).isPresent();
  }

  /** The owner and the ReplicaSets between it and its pods. */
  private Set<String> controllers(Workload workload) throws IOException {
    Set<String> controllers = new HashSet<>();
    controllers.add(workload.item().uid());
    if (OwnerKind.hasReplicaSets(workload.kind())) {
      Listing sets =
          Listing.of(ResourceType.REPLICA_SET, workload.item().namespace())
              .labelled(workload.selector())
              .metadata();
      try (Stream<Item> found = reads.list(sets)) {
        found
            .filter(set -> controlled(set, Set.of(workload.item().uid())))
            .forEach(set -> controllers.add(set.uid()));
      }
    }
    return controllers;
  }
}
