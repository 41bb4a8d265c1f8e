package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Rights;
import dev.gelada.k8s.cluster.Selector;
import dev.gelada.k8s.cluster.Trouble;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The disruption budgets of one name space, as they were a moment ago. */
public final class Budgets {
  static final String RULE = "budget";

  private static final int FORBIDDEN = 403;

  private final List<Item> budgets;
  private final @Nullable Refusal unknown;

  private Budgets(List<Item> budgets, @Nullable Refusal unknown) {
    this.budgets = budgets;
    this.unknown = unknown;
  }

  /** Reads them; where that is not allowed, every pod is held. */
  public static Budgets of(String namespace, Reads reads) throws IOException {
    return of(namespace, ahead(namespace, reads));
  }

  /** Asks for those of a name space. */
  static Reads.Ahead ahead(String namespace, Reads reads) {
    return reads.ahead(Listing.of(ResourceType.BUDGET, namespace));
  }

  /** The same from a list that is on its way. */
  static Budgets of(String namespace, Reads.Ahead asked) throws IOException {
    try (Stream<Item> all = asked.open()) {
      return new Budgets(all.toList(), null);
    } catch (Trouble trouble) {
      if (trouble.code() != FORBIDDEN) {
        throw trouble;
      }
      Right right = ResourceType.BUDGET.right("list", namespace);
      Refusal missing = Rights.refusal(right);
      return new Budgets(
          List.of(),
          new Refusal(
              missing.rule(),
              "whether a disruption budget is exhausted cannot be told: " + missing.reason(),
              missing.remedy()));
    }
  }

  /** What they say against taking that pod now. */
  public List<Refusal> against(Item pod) {
    if (unknown != null) {
      return List.of(unknown);
    }
    List<Item> its = budgets.stream().filter(budget -> covers(budget, pod)).toList();
    if (its.size() > 1) {
      return List.of(
          new Refusal(
              RULE,
              "%d disruption budgets select %s (%s), and the server evicts no such pod."
                  .formatted(
                      its.size(),
                      pod.name(),
                      its.stream().map(Item::name).sorted().collect(Collectors.joining(", "))),
              "Leave one of them; node drains are blocked by this as well."));
    }
    return its.stream().flatMap(Budgets::exhausted).toList();
  }

  private static Stream<Refusal> exhausted(Item budget) {
    int seen = budget.number("/status/observedGeneration");
    int wanted = budget.number("/metadata/generation");
    if (seen < wanted) {
      return Stream.of(
          new Refusal(
              RULE,
              "the status of the disruption budget %s is of generation %d and its spec of %d."
                  .formatted(budget.name(), seen, wanted),
              "Wait until the disruption controller has seen the change."));
    }
    if (budget.number("/status/disruptionsAllowed") > 0) {
      return Stream.empty();
    }
    return Stream.of(
        new Refusal(
            RULE,
            "the disruption budget %s allows none now: %d healthy, %d desired of %d."
                .formatted(
                    budget.name(),
                    budget.number("/status/currentHealthy"),
                    budget.number("/status/desiredHealthy"),
                    budget.number("/status/expectedPods")),
            "Wait until more pods are healthy, or change the budget."));
  }

  /** A budget without a selector selects nothing, one with an empty selector everything. */
  private static boolean covers(Item budget, Item pod) {
    return budget.has("/spec/selector")
        && Selector.of(new Item(budget.json().at("/spec/selector"))).in(pod.labels());
  }
}
