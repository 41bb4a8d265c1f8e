package dev.gelada.core.target;

import java.util.Objects;

/**
 * Where a target can be reached from, so that another process can tell whether it is the right one
 * to undo something.
 *
 * @param scheme {@code host}, {@code k8s}, {@code aws}, {@code jvm}, {@code proxy}
 * @param id unique within the scheme: machine and boot, cluster uid, account and region, …
 */
public record Place(String scheme, String id) {
  public Place {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(id, "id");
  }

  @Override
  public String toString() {
    return scheme + ":" + id;
  }
}
