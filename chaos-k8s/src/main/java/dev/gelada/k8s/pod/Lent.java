package dev.gelada.k8s.pod;

import tools.jackson.databind.JsonNode;

/**
 * Somebody's object as it was read.
 *
 * @param object all of it
 */
public record Lent(JsonNode object) {
  /** What no look-alike shares. */
  public String uid() {
    return object.path("metadata").path("uid").asString("");
  }

  /** What moves with every change, whoever makes it, and never comes back. */
  public String version() {
    return object.path("metadata").path("resourceVersion").asString("");
  }

  /** An annotation; empty if it is not there. */
  public String annotation(String key) {
    return object.path("metadata").path("annotations").path(key).asString("");
  }

  /** Whether it has annotations at all. */
  boolean annotated() {
    return object.path("metadata").path("annotations").isObject();
  }

  /** Whether it is being deleted. */
  public boolean leaving() {
    return object.path("metadata").hasNonNull("deletionTimestamp");
  }
}
