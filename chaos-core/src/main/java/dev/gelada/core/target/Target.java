package dev.gelada.core.target;

import dev.gelada.core.plugin.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Anything that can be attacked, as it was read a moment ago.
 *
 * @param id its identity
 * @param group what owns it
 * @param zone its failure domain; empty where there is none
 * @param labels its own labels; opt-in and opt-out are read from them too
 * @param startedAt since when it exists; null where the platform does not say
 * @param health as read
 * @param holds what the platform or the source says against touching this member now
 */
public record Target(
    TargetId id,
    GroupId group,
    String zone,
    Map<String, String> labels,
    @Nullable Instant startedAt,
    Health health,
    List<Refusal> holds) {
  public Target {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(health, "health");
    labels = Map.copyOf(labels); // a source may go on reusing its map
    holds = List.copyOf(holds);
  }
}
