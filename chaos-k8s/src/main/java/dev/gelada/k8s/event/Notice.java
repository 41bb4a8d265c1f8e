package dev.gelada.k8s.event;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.TargetId;
import java.util.Map;
import java.util.Optional;

/**
 * One thing to be said on one object.
 *
 * @param on which object
 * @param reason one word in camel case, by which people filter
 * @param warning whether somebody has to look
 * @param action what was going on, in one word
 * @param text one line for people
 */
record Notice(On on, String reason, boolean warning, String action, String text) {
  private static final String APPS = "apps/v1";

  /** Kinds of owners that are known without asking, with where they are served. */
  private static final Map<String, On> OWNERS =
      Map.of(
          "deployment", kind(APPS, "Deployment", "deployments"),
          "statefulset", kind(APPS, "StatefulSet", "statefulsets"),
          "daemonset", kind(APPS, "DaemonSet", "daemonsets"),
          "replicaset", kind(APPS, "ReplicaSet", "replicasets"),
          "job", kind("batch/v1", "Job", "jobs"),
          "rollout", kind("argoproj.io/v1alpha1", "Rollout", "rollouts"));

  /**
   * An object of the cluster.
   *
   * @param namespace empty for an object of the whole cluster
   * @param uid empty where it has to be read first
   */
  record On(
      String apiVersion, String kind, String plural, String namespace, String name, String uid) {
    /** Where it is read. */
    String path() {
      return "/apis/%s/namespaces/%s/%s/%s".formatted(apiVersion, namespace, plural, name);
    }

    On withUid(String found) {
      return new On(apiVersion, kind, plural, namespace, name, found);
    }

    private On named(String path, String known) {
      int slash = path.indexOf('/');
      return new On(
          apiVersion, kind, plural, path.substring(0, slash), path.substring(slash + 1), known);
    }
  }

  private static On kind(String apiVersion, String kind, String plural) {
    return new On(apiVersion, kind, plural, "", "", "");
  }

  /** The victim as an object; empty for a kind that is none. */
  static Optional<On> victim(TargetId id) {
    return switch (id.kind()) {
      case "pod" -> in(kind("v1", "Pod", "pods"), id.name(), id.uid());
      case "node" -> Optional.of(new On("v1", "Node", "nodes", "", id.name(), id.uid()));
      case "workload" -> {
        int slash = id.name().indexOf('/');
        On owner = slash < 0 ? null : OWNERS.get(id.name().substring(0, slash));
        yield owner == null
            ? Optional.empty()
            : in(owner, id.name().substring(slash + 1), id.uid());
      }
      default -> Optional.empty();
    };
  }

  /** The owner; empty where the group is no object of its own, or of an unknown kind. */
  static Optional<On> owner(GroupId group) {
    On owner = OWNERS.get(group.kind());
    return owner == null ? Optional.empty() : in(owner, group.name(), "");
  }

  private static Optional<On> in(On type, String path, String uid) {
    return path.indexOf('/') > 0 ? Optional.of(type.named(path, uid)) : Optional.empty();
  }
}
