package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Place;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An owner of pods as it was read.
 *
 * @param kind of the group
 * @param item the whole object
 */
record Workload(String kind, Item item) {
  GroupId id(Place place) {
    return new GroupId(place, kind, item.fullName());
  }

  /**
   * As a group.
   *
   * @param home where Gelada itself lives
   * @param around labels and annotations of its name space
   */
  Group group(Place place, String home, Map<String, String> around) {
    List<Refusal> holds = new ArrayList<>(Holds.of(kind, item));
    if (item.namespace().equals(home)) {
      holds.add(
          0,
          new Refusal(
              "never-touch",
              "%s lies in %s, where Gelada itself lives.".formatted(item.fullName(), home),
              "Aim at another namespace."));
    }
    return new Group(
        id(place),
        Marks.of(item),
        Holds.desired(kind, item),
        !kind.equals(OwnerKind.BARE),
        holds,
        around);
  }

  /** Which pods it selects; its own identity decides which of them are its own. */
  Selector selector() {
    return Selector.of(new Item(item.json().at("/spec/selector")));
  }
}
