package dev.gelada.k8s.pod;

import dev.gelada.k8s.cluster.Item;

/**
 * Somebody's object as it was read.
 *
 * @param object all of it
 */
public record Lent(Item object) {
  /** What no look-alike shares. */
  public String uid() {
    return object.uid();
  }

  /** What moves with every change, whoever makes it, and never comes back. */
  public String version() {
    return object.text("/metadata/resourceVersion");
  }

  /** An annotation; empty if it is not there. */
  public String annotation(String key) {
    return object.annotations().getOrDefault(key, "");
  }

  /** Whether it has annotations at all. */
  boolean annotated() {
    return object.has("/metadata/annotations");
  }
}
