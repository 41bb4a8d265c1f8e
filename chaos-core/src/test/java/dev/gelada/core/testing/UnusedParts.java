package dev.gelada.core.testing;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.victim.VictimSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts of a file that a judgement never uses: each fails if one does. */
final class UnusedParts {
  private UnusedParts() {}

  record NoSettings() {}

  record KillType(Leave leave) implements AttackType<NoSettings> {
    @Override
    public String name() {
      return "kill";
    }

    @Override
    public Class<NoSettings> settings() {
      return NoSettings.class;
    }

    @Override
    public Attack create(NoSettings settings, Connections with) {
      return new Kill();
    }
  }

  static final class Kill implements Attack {
    @Override
    public Prepared prepare(Strike strike) {
      throw new UnsupportedOperationException("a judgement prepares nothing");
    }

    @Override
    public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) {
      throw new UnsupportedOperationException("a judgement applies nothing");
    }
  }

  static final class One implements Aim.Pick {
    @Override
    public VictimSelector in(Map<String, String> labels) {
      throw new UnsupportedOperationException("a judgement picks nobody");
    }

    @Override
    public String text() {
      return "count: 1";
    }
  }

  static class Source implements TargetSource {
    @Override
    public Stream<Group> groups(Scope scope) {
      throw new UnsupportedOperationException("a judgement does not look");
    }

    @Override
    public Optional<Group> group(GroupId id) {
      throw new UnsupportedOperationException("a judgement does not look");
    }

    @Override
    public Stream<Target> members(GroupId id) {
      throw new UnsupportedOperationException("a judgement does not look");
    }
  }

  static final class OwnSource extends Source implements Owned {
    @Override
    public List<Launch> launches(String run, String target) {
      return List.of();
    }

    @Override
    public void start(List<Launch> launches, Deadline deadline) {}

    @Override
    public void end(Deadline deadline) {}
  }
}
