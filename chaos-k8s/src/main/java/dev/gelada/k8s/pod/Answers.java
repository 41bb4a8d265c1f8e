package dev.gelada.k8s.pod;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Reply;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the API server's refusals mean, in its own words and with what helps. */
public final class Answers {
  /** The cause that the server names when a budget decided. */
  private static final String BUDGET = "DisruptionBudget";

  private static final String SEVERAL = "more than one PodDisruptionBudget";

  private static final String NEXT =
      "Nothing is to be done; the next run chooses among those" + " that are there.";

  private Answers() {}

  /**
   * The refusal of a request to make a pod go.
   *
   * @param what in words: {@code evict pod shop/cart-0}
   */
  public static Refusal of(String what, Reply.No no) {
    String said = said(no);
    return switch (no.code()) {
      case 404 ->
          new Refusal("gone", "the API server would not %s: %s".formatted(what, said), NEXT);
      case 409 ->
          new Refusal(
              "identity",
              "another one stands in its place: the API server would not %s: %s"
                  .formatted(what, said),
              NEXT);
      case 401 -> rights(what, no);
      case 403 -> forbidden(what, no);
      case 429 -> busy(what, no);
      default ->
          new Refusal(
              "admission",
              "the API server would not %s: HTTP %d: %s".formatted(what, no.code(), said),
              "Look at what its message names, an admission webhook perhaps.");
    };
  }

  /**
   * The refusal that the server words as a fault of its own though it is none: a pod under several
   * budgets.
   */
  static Optional<Refusal> several(String what, Reply.Lost lost) {
    return lost.code() == 500 && lost.why().contains(SEVERAL)
        ? Optional.of(
            new Refusal(
                "budget",
                "the API server would not %s: %s".formatted(what, lost.why()),
                "Tell its owner: such a pod can never be evicted, by a node's upgrade neither; one"
                    + " budget has to go."))
        : Optional.empty();
  }

  /** A right that this user has not. */
  public static Refusal rights(String what, Reply.No no) {
    return new Refusal(
        "rights",
        "this user may not %s: %s".formatted(what, said(no)),
        "`gelada doctor` says which rights are missing.");
  }

  private static Refusal forbidden(String what, Reply.No no) {
    String said = said(no);
    if (said.contains("User \"") || said.contains("cannot ")) {
      return rights(what, no);
    }
    return said.contains("disruption")
        ? budget(what, said)
        : new Refusal(
            "admission",
            "the API server would not %s: %s".formatted(what, said),
            "Ask who put up the rule that its message names.");
  }

  private static Refusal busy(String what, Reply.No no) {
    boolean budget = causes(no).stream().anyMatch(cause -> BUDGET.equals(cause.getReason()));
    return budget
        ? budget(what, said(no))
        : new Refusal(
            "overload",
            "the API server had no time to %s: %s".formatted(what, said(no)),
            "Run again when it is less busy; nothing was sent twice.");
  }

  private static Refusal budget(String what, String said) {
    return new Refusal(
        "budget",
        "the API server would not %s: %s".formatted(what, said),
        "Wait until more pods are ready, or ask the budget's owner to allow more.");
  }

  private static String said(Reply.No no) {
    List<String> said = new ArrayList<>(List.of(no.message()));
    causes(no).stream()
        .map(StatusCause::getMessage)
        .filter(message -> message != null && !no.message().contains(message))
        .forEach(said::add);
    return String.join(" ", said);
  }

  private static List<StatusCause> causes(Reply.No no) {
    StatusDetails details = no.status().getDetails();
    return details == null || details.getCauses() == null ? List.of() : details.getCauses();
  }
}
