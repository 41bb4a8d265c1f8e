package dev.gelada.core.safety;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A live look at one group, begun after the ledger's head was read.
 *
 * @param group the group
 * @param members all of its members, sorted by id
 * @param excepted those that {@code except:} names
 * @param bystanders looks at other groups that the attack takes from; empty for most attacks
 */
public record Look(
    Group group,
    List<Target> members,
    java.util.Set<dev.gelada.core.target.TargetId> excepted,
    Map<GroupId, Look> bystanders) {
  public Look {
    Objects.requireNonNull(group, "group");
    members = members.stream().sorted(java.util.Comparator.comparing(Target::id)).toList();
    excepted = java.util.Set.copyOf(excepted);
    bystanders = Map.copyOf(bystanders);
  }
}
