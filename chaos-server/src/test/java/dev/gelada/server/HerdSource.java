package dev.gelada.server;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.FakeTargets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code herd}: the fakes that the test gave as a client. */
@Kinds("fake")
@Doc("fakes")
public final class HerdSource implements SourceType<HerdSource.Settings>, Check {
  /** Which of them. */
  @Example("herd: {of: world}")
  public record Settings(@Doc("ignored") String of) {}

  @Override
  public String name() {
    return "herd";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    return new TargetSource() {
      @Override
      public Stream<Group> groups(Scope scope) throws Exception {
        return with.get(FakeTargets.class).groups(scope);
      }

      @Override
      public Optional<Group> group(GroupId id) throws Exception {
        return with.get(FakeTargets.class).group(id);
      }

      @Override
      public Stream<Target> members(GroupId id) throws Exception {
        return with.get(FakeTargets.class).members(id);
      }
    };
  }

  @Override
  public List<Refusal> missing(Connections with) {
    return with.get(Lack.class).ofSource();
  }
}
