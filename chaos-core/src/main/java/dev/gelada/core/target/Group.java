package dev.gelada.core.target;

import dev.gelada.core.plugin.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What owns targets: a Deployment, an Auto Scaling group, a process set. Opt-in, health, rates and
 * cool-downs are counted on groups.
 *
 * @param id its identity
 * @param labels its own labels; opt-in and opt-out are read from them too
 * @param desired how many members it wants; -1 where nothing says so
 * @param replaceable whether members stand in for each other; {@code minHealthy} applies only then
 * @param holds what the platform itself says against touching it now: rollout under way, paused, …
 * @param around labels of what it lies in, a name space for example: an opt-out there counts
 *     always, an opt-in only by the policy's leave
 */
public record Group(
    GroupId id,
    Map<String, String> labels,
    int desired,
    boolean replaceable,
    List<Refusal> holds,
    Map<String, String> around) {
  public Group {
    Objects.requireNonNull(id, "id");
    labels = Map.copyOf(labels);
    holds = List.copyOf(holds);
    around = Map.copyOf(around);
  }

  /** One that lies in nothing that has labels. */
  public Group(
      GroupId id,
      Map<String, String> labels,
      int desired,
      boolean replaceable,
      List<Refusal> holds) {
    this(id, labels, desired, replaceable, holds, Map.of());
  }
}
