package dev.gelada.core.run;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.safety.Look;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Live looks through a target's source; whatever fails there becomes {@link LookFailed}, never an
 * empty answer.
 */
final class Eyes {
  private final Engine engine;

  Eyes(Engine engine) {
    this.engine = engine;
  }

  /** The groups, sorted by id. */
  List<Group> groups(Aim aim, Scope scope) throws LookFailed {
    try (Stream<Group> groups = aim.finds().groups(scope)) {
      return groups.sorted(Comparator.comparing(Group::id)).toList();
    } catch (Exception e) {
      throw failed("find targets of '" + aim.name() + "' by source " + aim.source(), e);
    }
  }

  /** One group with its members; empty when it is gone. */
  Optional<Look> look(Aim aim, GroupId id) throws LookFailed {
    try {
      Optional<Group> group = aim.finds().group(id);
      return group.isEmpty() ? Optional.empty() : Optional.of(look(aim, group.get()));
    } catch (LookFailed e) {
      throw e;
    } catch (Exception e) {
      throw failed("look at group " + id.name(), e);
    }
  }

  /** A group that was just read, with its members. */
  Look look(Aim aim, Group group) throws LookFailed {
    return new Look(group, members(aim.finds(), group.id()), excepted(aim, group.id()), Map.of());
  }

  /** The same look, with those at groups which an attack takes from besides the victim's own. */
  Look withBystanders(Aim aim, Look look, List<Prepared.Take> takes) throws LookFailed {
    Map<GroupId, Look> bystanders = new HashMap<>();
    for (Prepared.Take take : takes) {
      if (!take.group().equals(look.group().id()) && !bystanders.containsKey(take.group())) {
        look(aim, take.group()).ifPresent(seen -> bystanders.put(take.group(), seen));
      }
    }
    return bystanders.isEmpty()
        ? look
        : new Look(look.group(), look.members(), look.excepted(), bystanders);
  }

  private Set<TargetId> excepted(Aim aim, GroupId group) throws LookFailed {
    Set<TargetId> ids = new HashSet<>();
    for (TargetSource except : aim.except()) {
      try {
        if (except.group(group).isPresent()) {
          members(except, group).forEach(member -> ids.add(member.id()));
        }
      } catch (LookFailed e) {
        throw e;
      } catch (Exception e) {
        throw failed("look at what 'except' names in " + group.name(), e);
      }
    }
    return ids;
  }

  private List<Target> members(TargetSource source, GroupId group) throws LookFailed {
    try (Stream<Target> members = source.members(group)) {
      return members.toList();
    } catch (Exception e) {
      throw failed("read the members of " + group.name(), e);
    }
  }

  private LookFailed failed(String doing, Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new LookFailed(doing, engine.words(cause), cause);
  }
}
