package dev.gelada.core.target;

import java.util.Comparator;
import java.util.Objects;

/**
 * The identity of a group.
 *
 * @param place where it is reached
 * @param kind {@code process-set}, {@code deployment}, {@code auto-scaling-group}, …
 * @param name unique for the kind in that place; with a namespace where there is one: {@code
 *     shop/cart}
 */
public record GroupId(Place place, String kind, String name) implements Comparable<GroupId> {
  private static final Comparator<GroupId> ORDER =
      Comparator.comparing((GroupId id) -> id.place().toString())
          .thenComparing(GroupId::kind)
          .thenComparing(GroupId::name);

  public GroupId {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  @Override
  public int compareTo(GroupId other) {
    return ORDER.compare(this, other);
  }
}
