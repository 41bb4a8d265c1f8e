package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * One pod, known by its uid, and the one change that is made to it.
 *
 * @param cluster where it is
 * @param namespace its name space
 * @param name its name, which a successor may bear
 * @param uid its identity
 */
record PodLook(Cluster cluster, String namespace, String name, String uid) {
  /** The pod that a target names {@code namespace/name}. */
  static PodLook of(Cluster cluster, TargetId target) {
    return of(cluster, target.name(), target.uid());
  }

  /** The pod of that {@code namespace/name}. */
  static PodLook of(Cluster cluster, String qualified, String uid) {
    int slash = qualified.indexOf('/');
    return new PodLook(
        cluster, qualified.substring(0, Math.max(0, slash)), qualified.substring(slash + 1), uid);
  }

  /**
   * As it is now; empty if it is gone, or if another one bears its name.
   *
   * @throws IOException if that could not be found out
   */
  Optional<Pod> pod(Deadline deadline) throws IOException, InterruptedException {
    return new Once(cluster)
        .get(path(""), deadline)
        .map(item -> serialization().unmarshal(item.json().toString(), Pod.class))
        .filter(pod -> uid.equals(pod.getMetadata().getUid()));
  }

  private KubernetesSerialization serialization() {
    return cluster.client().getKubernetesSerialization();
  }

  /**
   * Adds a container, if it is still this pod; sent once.
   *
   * @param pod as seen just now
   * @param dry true: only asks whether the server would accept it
   */
  Reply add(Pod pod, EphemeralContainer container, boolean dry, Deadline deadline)
      throws InterruptedException {
    JsonMapper mapper = JsonMapper.shared();
    Object value = mapper.readTree(serialization().asJson(container));
    boolean first = pod.getSpec().getEphemeralContainers().isEmpty();
    // should another one have come first since the look, the server refuses that it is removed
    List<Map<String, Object>> patch =
        List.of(
            Map.of("op", "test", "path", "/metadata/uid", "value", uid),
            Map.of(
                "op",
                "add",
                "path",
                "/spec/ephemeralContainers" + (first ? "" : "/-"),
                "value",
                first ? List.of(value) : value));
    return new Once(cluster)
        .send(
            Api.Request.patch(
                path("/ephemeralcontainers" + (dry ? "?dryRun=All" : "")),
                Api.JSON_PATCH,
                mapper.writeValueAsString(patch)),
            deadline);
  }

  private String path(String rest) {
    return "/api/v1/namespaces/%s/pods/%s%s".formatted(namespace, name, rest);
  }

  /** The server's no to {@link #add}, with what helps. */
  Refusal refusal(Reply.No no) {
    String pod = "pod %s/%s".formatted(namespace, name);
    if (no.code() == 404) {
      return gone();
    }
    if (no.code() == 403 && no.message().contains(" cannot patch resource ")) {
      return new Refusal(
          "rights",
          no.message(),
          "Grant the verb patch on pods/ephemeralcontainers in %s.".formatted(namespace));
    }
    if (no.code() == 422 && no.message().startsWith("the server rejected our request")) {
      return new Refusal(
          "identity",
          pod + " is another one than the one that was chosen.",
          "Nothing is to be done; the next run chooses among those that are there.");
    }
    return new Refusal(
        "admission",
        "the API server does not let a container with NET_ADMIN into %s: %s"
            .formatted(pod, no.message()),
        "Exempt Gelada's user in the cluster's pod security configuration, or label the name space"
            + " %s pod-security.kubernetes.io/enforce=privileged.".formatted(namespace));
  }

  /** That it is not there. */
  Refusal gone() {
    return new Refusal(
        "gone",
        "pod %s/%s (uid %s) is not there any more.".formatted(namespace, name, uid),
        "Nothing is to be done; the next run chooses among those that are there.");
  }
}
