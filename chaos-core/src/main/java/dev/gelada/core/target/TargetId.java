package dev.gelada.core.target;

import java.util.Comparator;
import java.util.Objects;

/**
 * The identity of a target.
 *
 * @param place where it is reached
 * @param kind {@code process}, {@code pod}, {@code instance}, …
 * @param name what people call it; may be used again by a successor
 * @param uid what no look-alike shares: a pod's UID, an instance's id, a process's pid and start
 *     time
 */
public record TargetId(Place place, String kind, String name, String uid)
    implements Comparable<TargetId> {
  private static final Comparator<TargetId> ORDER =
      Comparator.comparing((TargetId id) -> id.place().toString())
          .thenComparing(TargetId::kind)
          .thenComparing(TargetId::name)
          .thenComparing(TargetId::uid);

  public TargetId {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(uid, "uid");
  }

  @Override
  public int compareTo(TargetId other) {
    return ORDER.compare(this, other);
  }
}
