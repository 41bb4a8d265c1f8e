package dev.gelada.k8s.network;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.k8s.cluster.ResourceType;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two objects that cut pods off: the policy that does it and the Job that ends it.
 *
 * @param strike names both
 * @param namespace where they are
 */
record Cut(StrikeId strike, String namespace) {
  /** On all that a strike makes, and on a pod that is cut off alone. */
  static final String STRIKE = "gelada/strike";

  static final ResourceType POLICY =
      new ResourceType("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");

  String name() {
    return "gelada-" + strike;
  }

  String job() {
    return ResourceType.JOB.path(namespace, name());
  }

  String policy() {
    return POLICY.path(namespace, name());
  }

  /**
   * A Job that is never to run a pod: it fails when its time is over and is then removed with all
   * that it owns, at once.
   *
   * @param seconds counted from when the controller first sees it
   */
  String jobBody(long seconds) {
    Map<String, Object> pod =
        Map.of(
            "restartPolicy",
            "Never",
            "containers",
            List.of(Map.of("name", "none", "image", "gelada.invalid/none")));
    Map<String, Object> spec =
        Map.of(
            "parallelism",
            0,
            "activeDeadlineSeconds",
            seconds,
            "ttlSecondsAfterFinished",
            0,
            "template",
            Map.of("spec", pod));
    return json(
        Map.of(
            "apiVersion",
            "batch/v1",
            "kind",
            "Job",
            "metadata",
            metadata(List.of()),
            "spec",
            spec));
  }

  /**
   * A policy that allows nothing. Its owner's uid is checked by the garbage collector: one that
   * arrives after its Job was deleted is removed again.
   *
   * @param selector of the pods
   * @param types Ingress, Egress
   * @param owner uid of the Job
   */
  String policyBody(Object selector, List<String> types, String owner) {
    Map<String, Object> reference =
        Map.of("apiVersion", "batch/v1", "kind", "Job", "name", name(), "uid", owner);
    return json(
        Map.of(
            "apiVersion",
            POLICY.group() + "/" + POLICY.version(),
            "kind",
            POLICY.kind(),
            "metadata",
            metadata(List.of(reference)),
            "spec",
            Map.of("podSelector", selector, "policyTypes", types)));
  }

  /** Puts the pod into the policy's reach, if it is still that pod. */
  String label(String uid) {
    return json(Map.of("metadata", Map.of("uid", uid, "labels", labels())));
  }

  /** The label alone, which no other pod has. */
  Map<String, String> labels() {
    return Map.of(STRIKE, strike.value());
  }

  private Map<String, Object> metadata(List<Map<String, Object>> owners) {
    return Map.of(
        "name",
        name(),
        "labels",
        Map.of("app.kubernetes.io/managed-by", "gelada", STRIKE, strike.value()),
        "ownerReferences",
        owners);
  }

  static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }
}
