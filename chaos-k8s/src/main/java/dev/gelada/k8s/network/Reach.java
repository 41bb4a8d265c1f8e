package dev.gelada.k8s.network;

import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Selector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pods that a policy for the victim reaches, and what speaks against it. Looks only.
 *
 * @param victim a pod or a workload
 * @param pods that are reached now
 * @param why refusals; empty if nothing speaks against it
 */
record Reach(Victim victim, List<Item> pods, List<Refusal> why) {
  /** Names that a refusal shows. */
  private static final int SHOWN = 3;

  Reach {
    pods = List.copyOf(pods);
    why = List.copyOf(why);
  }

  /**
   * Looks.
   *
   * @param found the victim
   */
  static Reach of(Victim victim, Item found, NetworkBlackhole.Direction direction, Reads reads)
      throws IOException {
    List<Refusal> why = new ArrayList<>();
    if (found.terminating()) {
      why.add(new Refusal("terminating", victim + " is being deleted.", "Wait for its successor."));
    }
    List<Item> pods = victim.isPod() ? List.of(found) : selected(victim, found, reads);
    pods = pods.stream().filter(Reach::lives).toList();
    if (pods.isEmpty()) {
      why.add(
          new Refusal(
              "not-running", victim + " has no pods that could be cut off.", "Wait until it has."));
    }
    optedOut(pods, why);
    hostNetwork(pods, why);
    marked(pods, why);
    if (!victim.isPod()) {
      bystanders(victim, pods, reads, why);
    }
    allowing(victim, pods, direction, reads, why);
    return new Reach(victim, pods, why);
  }

  private static boolean lives(Item pod) {
    return !pod.terminating() && !Set.of("Succeeded", "Failed").contains(pod.text("/status/phase"));
  }

  private static List<Item> selected(Victim victim, Item workload, Reads reads) throws IOException {
    Selector selector = Selector.of(new Item(workload.json().at("/spec/selector")));
    try (Stream<Item> pods =
        reads.list(Listing.of(ResourceType.POD, victim.namespace()).labelled(selector))) {
      return pods.toList();
    }
  }

  /** A policy spares none of a workload's pods, so each of them has a say. */
  private static void optedOut(List<Item> pods, List<Refusal> why) {
    names(
            pods.stream()
                .filter(
                    pod -> OptIn.DEFAULT.out(pod.labels()) || OptIn.DEFAULT.out(pod.annotations()))
                .toList())
        .ifPresent(
            names ->
                why.add(
                    new Refusal(
                        "opt-out",
                        names + " opted out.",
                        "Aim at single pods; nothing else lifts an opt-out.")));
  }

  private static void hostNetwork(List<Item> pods, List<Refusal> why) {
    names(pods.stream().filter(pod -> pod.flag("/spec/hostNetwork")).toList())
        .ifPresent(
            names ->
                why.add(
                    new Refusal(
                        "host-network",
                        names + " use their node's own network, which no policy reaches.",
                        "Aim at pods without hostNetwork.")));
  }

  private static void marked(List<Item> pods, List<Refusal> why) {
    names(pods.stream().filter(pod -> pod.labels().containsKey(Cut.STRIKE)).toList())
        .ifPresent(
            names ->
                why.add(
                    new Refusal(
                        "touches",
                        "%s carry the label %s: a strike has not ended."
                            .formatted(names, Cut.STRIKE),
                        "Wait, or run `gelada revert`; `kubectl label pod NAME gelada/strike-`"
                            + " removes one that was left.")));
  }

  /** A selector finds what carries its labels, whoever controls that. */
  private static void bystanders(Victim victim, List<Item> pods, Reads reads, List<Refusal> why)
      throws IOException {
    Set<String> controllers = new HashSet<>(Set.of(victim.uid()));
    if (victim.type().equals(ResourceType.DEPLOYMENT)) {
      try (Stream<Item> sets =
          reads.list(Listing.of(ResourceType.REPLICA_SET, victim.namespace()).metadata())) {
        sets.filter(set -> set.controller().filter(o -> o.uid().equals(victim.uid())).isPresent())
            .forEach(set -> controllers.add(set.uid()));
      }
    }
    names(
            pods.stream()
                .filter(
                    pod -> pod.controller().filter(o -> controllers.contains(o.uid())).isEmpty())
                .toList())
        .ifPresent(
            names ->
                why.add(
                    new Refusal(
                        "bystander",
                        "the selector of %s also finds %s, which it does not control."
                            .formatted(victim, names),
                        "Give them other labels, or aim at single pods.")));
  }

  /** Policies add up: what one allows, no other one can forbid. */
  private static void allowing(
      Victim victim,
      List<Item> pods,
      NetworkBlackhole.Direction direction,
      Reads reads,
      List<Refusal> why)
      throws IOException {
    try (Stream<Item> policies = reads.list(Listing.of(Cut.POLICY, victim.namespace()))) {
      for (Item policy : policies.toList()) {
        Selector selector = Selector.of(new Item(policy.json().at("/spec/podSelector")));
        List<Item> both = pods.stream().filter(pod -> selector.in(pod.labels())).toList();
        for (String type : direction.types()) {
          List<Item> rules =
              policy.items("/spec/" + (type.equals("Ingress") ? "ingress" : "egress"));
          if (!both.isEmpty() && !rules.isEmpty() && types(policy).contains(type)) {
            why.add(allowed(policy, type, rules.size(), names(both).orElse("")));
          }
        }
      }
    }
  }

  /** Those that it has without saying so are Ingress, and Egress if it has rules for that. */
  private static List<String> types(Item policy) {
    List<String> types =
        policy.items("/spec/policyTypes").stream().map(type -> type.json().asString("")).toList();
    return types.isEmpty() ? List.of("Ingress", "Egress") : types;
  }

  private static Refusal allowed(Item policy, String type, int rules, String names) {
    return new Refusal(
        "policy",
        "the NetworkPolicy %s allows %s of %s by %d %s, and policies add up: it would go on."
            .formatted(policy.fullName(), type, names, rules, rules == 1 ? "rule" : "rules"),
        "Cut off the other direction, or choose a target that no such policy selects.");
  }

  private static Optional<String> names(List<Item> pods) {
    if (pods.isEmpty()) {
      return Optional.empty();
    }
    String first = String.join(", ", pods.stream().limit(SHOWN).map(Item::fullName).toList());
    int more = pods.size() - SHOWN;
    return Optional.of(more > 0 ? "%s and %d more".formatted(first, more) : first);
  }
}
