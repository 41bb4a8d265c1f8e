package dev.gelada.k8s.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What is to be listed; the API server itself applies the selectors.
 *
 * @param type of the objects
 * @param namespace empty for all, and for what lies in none
 * @param labels a label selector
 * @param fields a field selector: {@code status.phase=Running}; empty for everything
 * @param metadataOnly whether spec and status may be left out
 */
public record Listing(
    ResourceType type, String namespace, Selector labels, String fields, boolean metadataOnly) {
  /** All of a type. */
  public static Listing of(ResourceType type, String namespace) {
    return new Listing(type, namespace, Selector.ALL, "", false);
  }

  /** Those with these labels as well. */
  public Listing labelled(Selector more) {
    return new Listing(type, namespace, labels.and(more), fields, metadataOnly);
  }

  /** Those with these fields. */
  public Listing fields(String selector) {
    return new Listing(type, namespace, labels, selector, metadataOnly);
  }

  /** Without spec and status. */
  public Listing metadata() {
    return new Listing(type, namespace, labels, fields, true);
  }

  /** For people: {@code list pods in shop}. */
  String doing() {
    return "list " + type.plural() + (namespace.isEmpty() ? "" : " in " + namespace);
  }

  String path(int limit, String token) {
    StringBuilder path = new StringBuilder(type.path(namespace)).append("?limit=").append(limit);
    add(path, "labelSelector", labels.toString());
    add(path, "fieldSelector", fields);
    add(path, "continue", token);
    return path.toString();
  }

  private static void add(StringBuilder path, String name, String value) {
    if (!value.isEmpty()) {
      path.append('&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
