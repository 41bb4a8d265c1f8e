package dev.gelada.k8s.cluster;

import java.util.Objects;

/**
 * A type of object in a cluster, and where it is read.
 *
 * @param group of the API; empty for the core group
 * @param version of the API
 * @param plural as it stands in paths: {@code deployments}
 * @param kind as it stands in objects and references: {@code Deployment}
 */
public record ResourceType(String group, String version, String plural, String kind) {
  public static final ResourceType POD = new ResourceType("", "v1", "pods", "Pod");
  public static final ResourceType NODE = new ResourceType("", "v1", "nodes", "Node");
  public static final ResourceType NAMESPACE =
      new ResourceType("", "v1", "namespaces", "Namespace");
  public static final ResourceType DEPLOYMENT = apps("deployments", "Deployment");
  public static final ResourceType STATEFUL_SET = apps("statefulsets", "StatefulSet");
  public static final ResourceType DAEMON_SET = apps("daemonsets", "DaemonSet");
  public static final ResourceType REPLICA_SET = apps("replicasets", "ReplicaSet");
  public static final ResourceType JOB = new ResourceType("batch", "v1", "jobs", "Job");
  public static final ResourceType BUDGET =
      new ResourceType("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");

  public ResourceType {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(plural, "plural");
    Objects.requireNonNull(kind, "kind");
  }

  private static ResourceType apps(String plural, String kind) {
    return new ResourceType("apps", "v1", plural, kind);
  }

  /**
   * Where a list of them is read.
   *
   * @param namespace empty for all, and for what lies in none
   */
  public String path(String namespace) {
    return (group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version)
        + (namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/")
        + plural;
  }

  /** Where one is read. */
  public String path(String namespace, String name) {
    return path(namespace) + "/" + name;
  }

  /**
   * The right to do something with them.
   *
   * @param namespace empty for all
   */
  public Right right(String verb, String namespace) {
    return Right.to(verb, group, plural, namespace);
  }
}
