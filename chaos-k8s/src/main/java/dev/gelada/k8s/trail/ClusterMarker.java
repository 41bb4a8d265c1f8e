package dev.gelada.k8s.trail;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which trail guards this cluster's pods, workloads and nodes: an immutable ConfigMap {@code
 * gelada-marker} in Gelada's own namespace holds the id of the first trail that struck there, and
 * another one is refused.
 *
 * <p>It guards against mistakes, not against enemies: whoever may write to that namespace may
 * remove it, and who names another home by {@code GELADA_NAMESPACE} does not see it. Thread-safe;
 * blocks for a request or two.
 */
public final class ClusterMarker {
  static final String NAME = "gelada-marker";

  private static final String RULE = "trail.mismatch";
  private static final String ID = "trail";
  private static final String TRAIL_ID = "[!-~]{1,128}";
  private static final int ATTEMPTS = 3;

  private final Cluster cluster;
  private final String home;
  private final String maps;

  /** The marker in the home of that cluster's Gelada. */
  public ClusterMarker(Cluster cluster) {
    this.cluster = cluster;
    this.home = cluster.access().home();
    this.maps = "/api/v1/namespaces/" + home + "/configmaps";
  }

  /**
   * Refuses a trail that is not this cluster's.
   *
   * @param leave whether the first one to ask becomes it; else a cluster without a marker is left
   *     without
   */
  public Optional<Refusal> check(String trailId, boolean leave) {
    try (Asking asking = new Asking(cluster)) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Reply found = asking.look(maps + "/" + NAME, Api.JSON);
        if (found instanceof Reply.Yes yes) {
          return held(yes.body(), trailId);
        }
        if (!code(found, Words.NOT_FOUND)) {
          return Optional.of(unknown("get", found));
        }
        if (!leave) {
          return Optional.empty();
        }
        Reply left = asking.change(Api.Request.post(maps, body(trailId)));
        if (code(left, Words.NOT_FOUND)) {
          return Optional.of(noHome());
        }
        if (left instanceof Reply.No && !code(left, Words.CONFLICT)) {
          return Optional.of(unknown("create", left));
        } // else it is there, somebody else's perhaps, or its answer was lost: it is read next
      }
      return Optional.of(
          refusal("it comes and goes.", "See who deletes " + home + "/" + NAME + "."));
    }
  }

  private static boolean code(Reply reply, int code) {
    return reply instanceof Reply.No no && no.code() == code;
  }

  private Optional<Refusal> held(String body, String trailId) {
    String there;
    try {
      there = Held.JSON.readTree(body).path("data").path(ID).asString("").strip();
    } catch (JacksonException odd) {
      there = "";
    }
    if (!there.matches(TRAIL_ID)) {
      return Optional.of(refusal("it does not hold a trail's id.", remove()));
    }
    return there.equals(trailId)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                RULE,
                "this cluster is guarded by trail %s, and this is trail %s."
                    .formatted(there, trailId),
                "Use that trail (`--trail`); or, if it exists no more and nothing of it is open, "
                    + remove()));
  }

  private String remove() {
    return "run `kubectl delete configmap %s -n %s`.".formatted(NAME, home);
  }

  private Refusal noHome() {
    return refusal(
        "there is no namespace " + home + " to keep the mark in.",
        "Create it (`kubectl create namespace %s`), install the chart, or name Gelada's namespace by GELADA_NAMESPACE."
            .formatted(home));
  }

  private Refusal unknown(String verb, Reply reply) {
    if (reply instanceof Reply.No no) {
      return refusal(
          "no right to %s configmaps in %s: %s.".formatted(verb, home, no.message()),
          "Grant get and create on configmaps there, as the chart's role for the trail does, or name"
              + " Gelada's namespace by GELADA_NAMESPACE.");
    }
    String why = reply instanceof Reply.Lost lost ? lost.why() : "";
    return refusal("the API server cannot be asked: " + why + ".", "Is it up? Try again.");
  }

  private Refusal refusal(String reason, String remedy) {
    return new Refusal(
        RULE,
        "which trail guards this cluster cannot be found out: configmap %s/%s: %s"
            .formatted(home, NAME, reason),
        remedy);
  }

  private String body(String trailId) {
    ObjectNode object = Held.JSON.createObjectNode();
    object.put("apiVersion", "v1").put("kind", "ConfigMap").put("immutable", true);
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("name", NAME).put("namespace", home);
    metadata.withObject("labels").put("app.kubernetes.io/managed-by", "gelada");
    object.withObject("data").put(ID, trailId);
    return Held.JSON.writeValueAsString(object);
  }
}
