package dev.gelada.k8s.pod;

import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Item;

/**
 * Where a pod lies in the API.
 *
 * @param namespace its name space
 * @param name its own name, which a successor may carry too
 */
public record PodPath(String namespace, String name) {
  /** The kind of targets that are pods. */
  public static final String KIND = "pod";

  /** The pod that a target is; its name is {@code namespace/name}. */
  static PodPath of(TargetId pod) {
    int slash = pod.name().indexOf('/');
    return new PodPath(pod.name().substring(0, slash), pod.name().substring(slash + 1));
  }

  /** Of one that was read. */
  public static PodPath of(Item pod) {
    return new PodPath(pod.namespace(), pod.name());
  }

  /** Of the pod itself. */
  String path() {
    return "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name);
  }

  @Override
  public String toString() {
    return "pod %s/%s".formatted(namespace, name);
  }
}
