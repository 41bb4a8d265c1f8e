package dev.gelada.k8s.cluster;

import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the API server which rights this user lacks, one by one, by SelfSubjectAccessReview. That is
 * a {@code create} in the audit log though it changes nothing, so only {@code doctor} and the check
 * at the start ask it, never a plan or a dry run.
 */
public final class Rights {
  /** The rule of a refusal for a missing right. */
  public static final String RULE = "rights";

  private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final Cluster cluster;

  public Rights(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Those that are missing, each a refusal that names the verb; empty when all are there. Blocks:
   * one request for each different right.
   *
   * @throws IOException if the server did not say
   */
  public List<Refusal> missing(Collection<Right> wanted) throws IOException {
    List<Refusal> missing = new ArrayList<>();
    for (Right right : new LinkedHashSet<>(wanted)) {
      if (!has(right)) {
        missing.add(refusal(right));
      }
    }
    return missing;
  }

  /**
   * Whether this user has it.
   *
   * @throws IOException if the server did not say
   */
  public boolean has(Right right) throws IOException {
    Reply reply = ask(right);
    if (reply instanceof Reply.Yes yes) {
      return JSON.readTree(yes.body()).path("status").path("allowed").asBoolean(false);
    }
    throw Trouble.of("ask whether we may " + right, reply);
  }

  private Reply ask(Right right) throws InterruptedIOException {
    ObjectNode review = JSON.createObjectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
    ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
    attributes
        .put("verb", right.verb())
        .put("group", right.group())
        .put("resource", right.resource());
    if (!right.subresource().isEmpty()) {
      attributes.put("subresource", right.subresource());
    }
    if (!right.namespace().isEmpty()) {
      attributes.put("namespace", right.namespace());
    }
    if (!right.name().isEmpty()) {
      attributes.put("name", right.name());
    }
    return cluster.api().send(Api.Request.post(PATH, ((JsonNode) review).toString()), BOUND);
  }

  /** What is said of a right that is not there. */
  public static Refusal refusal(Right right) {
    return new Refusal(
        RULE,
        "this user may not " + right + ".",
        "Grant the verb '%s' on '%s%s'%s by a %s."
            .formatted(
                right.verb(),
                right.resource(),
                right.subresource().isEmpty() ? "" : "/" + right.subresource(),
                right.group().isEmpty() ? "" : " of " + right.group(),
                right.namespace().isEmpty()
                    ? "ClusterRole"
                    : "Role in the namespace " + right.namespace()));
  }
}
