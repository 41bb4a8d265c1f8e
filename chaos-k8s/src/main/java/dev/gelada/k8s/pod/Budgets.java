package dev.gelada.k8s.pod;

import dev.gelada.core.plugin.Refusal;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetList;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The disruption budgets of one name space as they were read. Stricter than the server, which lets
 * a pod that is not ready go although its budget is used up: what is broken already is no victim.
 *
 * @param budgets all of them
 */
public record Budgets(List<PodDisruptionBudget> budgets) {
  /** What the owner of a pod under several budgets is to do. */
  static final String ONE_BUDGET =
      "Tell its owner: such a pod can never be evicted, by a node's upgrade neither; one budget"
          + " has to go, or a selector has to be narrower.";

  public Budgets {
    budgets = List.copyOf(budgets);
  }

  /**
   * Reads those of one name space.
   *
   * @throws Look.Denied if the rights are missing
   */
  public static Budgets of(String namespace, Look look) throws IOException {
    return new Budgets(
        look.at(
                "the disruption budgets of " + namespace,
                "/apis/policy/v1/namespaces/%s/poddisruptionbudgets".formatted(namespace),
                PodDisruptionBudgetList.class)
            .map(PodDisruptionBudgetList::getItems)
            .orElse(List.of()));
  }

  /** What they say against the eviction of that pod; empty where it may go. */
  public Optional<Refusal> against(Pod pod) {
    List<PodDisruptionBudget> selecting = budgets.stream().filter(b -> selects(b, pod)).toList();
    if (selecting.size() > 1) {
      return Optional.of(
          new Refusal(
              "budget",
              "%s is under %d budgets (%s), and the API server evicts no pod under more than one."
                  .formatted(
                      PodPath.of(pod),
                      selecting.size(),
                      String.join(", ", selecting.stream().map(Budgets::name).sorted().toList())),
              ONE_BUDGET));
    }
    return selecting.stream().findFirst().flatMap(budget -> exhausted(budget, pod));
  }

  private static Optional<Refusal> exhausted(PodDisruptionBudget budget, Pod pod) {
    PodDisruptionBudgetStatus status = budget.getStatus();
    if (status == null || stale(budget, status)) {
      return Optional.of(
          new Refusal(
              "budget",
              "budget %s of %s was changed and has not been computed again yet."
                  .formatted(name(budget), PodPath.of(pod)),
              "Run again in a moment."));
    }
    int allowed = number(status.getDisruptionsAllowed());
    return allowed > 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "budget",
                "budget %s allows %d disruptions: %d of %d pods are healthy, %d have to be."
                    .formatted(
                        name(budget),
                        allowed,
                        number(status.getCurrentHealthy()),
                        number(status.getExpectedPods()),
                        number(status.getDesiredHealthy())),
                "Wait until more pods are ready, or ask the budget's owner to allow more."));
  }

  private static boolean stale(PodDisruptionBudget budget, PodDisruptionBudgetStatus status) {
    Long seen = status.getObservedGeneration();
    Long generation = budget.getMetadata().getGeneration();
    return seen == null || (generation != null && seen < generation);
  }

  private static int number(Integer value) {
    return Objects.requireNonNullElse(value, 0);
  }

  private static String name(PodDisruptionBudget budget) {
    return "%s/%s".formatted(budget.getMetadata().getNamespace(), budget.getMetadata().getName());
  }

  /** In policy/v1 an empty selector selects every pod, and a missing one none. */
  private static boolean selects(PodDisruptionBudget budget, Pod pod) {
    LabelSelector selector = budget.getSpec().getSelector();
    if (selector == null) {
      return false;
    }
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
    Map<String, String> exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    return labels.entrySet().containsAll(exact.entrySet())
        && Objects.requireNonNullElse(
                selector.getMatchExpressions(), List.<LabelSelectorRequirement>of())
            .stream()
            .allMatch(requirement -> fits(requirement, labels));
  }

  private static boolean fits(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    List<String> values = Objects.requireNonNullElse(requirement.getValues(), List.of());
    return switch (requirement.getOperator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> true; // an operator of the future: better counted than overlooked
    };
  }
}
