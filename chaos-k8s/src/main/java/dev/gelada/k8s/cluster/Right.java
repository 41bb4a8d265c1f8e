package dev.gelada.k8s.cluster;

import java.util.Objects;

/**
 * One thing that a user may or may not do, as RBAC writes it.
 *
 * @param verb {@code get}, {@code list}, {@code create}, {@code patch}, …
 * @param group of the API; empty for the core group
 * @param resource in the plural: {@code pods}
 * @param subresource {@code eviction}; empty for the resource itself
 * @param namespace empty for the whole cluster
 * @param name of the one object; empty for all of them
 */
public record Right(
    String verb, String group, String resource, String subresource, String namespace, String name) {
  public Right {
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(subresource, "subresource");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /** On all of them. */
  public Right(String verb, String group, String resource, String subresource, String namespace) {
    this(verb, group, resource, subresource, namespace, "");
  }

  /** The same on the one object of that name, as {@code resourceNames} grants it. */
  public Right named(String object) {
    return new Right(verb, group, resource, subresource, namespace, object);
  }

  /**
   * A right on a resource itself or, by {@code pods/eviction}, on a subresource.
   *
   * @param namespace empty for the whole cluster
   */
  public static Right to(String verb, String group, String resource, String namespace) {
    int slash = resource.indexOf('/');
    return slash < 0
        ? new Right(verb, group, resource, "", namespace)
        : new Right(
            verb, group, resource.substring(0, slash), resource.substring(slash + 1), namespace);
  }

  /** As a Role names it: {@code list deployments.apps in shop}. */
  @Override
  public String toString() {
    return "%s %s%s%s%s %s"
        .formatted(
            verb,
            resource,
            group.isEmpty() ? "" : "." + group,
            subresource.isEmpty() ? "" : "/" + subresource,
            name.isEmpty() ? "" : " " + name,
            namespace.isEmpty() ? "in all namespaces" : "in " + namespace);
  }
}
