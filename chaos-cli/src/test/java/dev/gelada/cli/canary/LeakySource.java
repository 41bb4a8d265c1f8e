package dev.gelada.cli.canary;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Two targets that exist only here. */
@Kinds(Leak.KIND)
public final class LeakySource implements SourceType<Leak.Settings> {
  private static final GroupId GROUP = new GroupId(Leak.PLACE, "set", "leaky");
  private static final Map<String, String> OPTED_IN = Map.of("gelada/enabled", "true");

  @Override
  public String name() {
    return "leaky";
  }

  @Override
  public Class<Leak.Settings> settings() {
    return Leak.Settings.class;
  }

  @Override
  public TargetSource create(Leak.Settings settings, Connections with) {
    settings.created("source");
    return new Two(settings, with);
  }

  private record Two(Leak.Settings settings, Connections with) implements TargetSource {
    @Override
    public Stream<Group> groups(Scope scope) {
      settings.at("groups");
      settings.connect("groups", with);
      if (settings.at().equals("thread")) {
        dieElsewhere();
      }
      if (settings.at().equals("log")) {
        String words = Leak.words("log", settings.token().value());
        org.slf4j.LoggerFactory.getLogger("leaky").warn("slf4j {}", words, Leak.failure("", words));
        java.util.logging.Logger.getLogger("leaky").warning("jul " + words);
      }
      return Stream.of(group());
    }

    private void dieElsewhere() {
      Thread thread = new Thread(() -> settings.at("thread"), "leaky");
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Group group() {
      return new Group(
          GROUP,
          OPTED_IN,
          2,
          true,
          settings.at().equals("group-holds") ? settings.refusals("group-holds") : List.of());
    }

    @Override
    public Optional<Group> group(GroupId id) {
      settings.at("group");
      return Optional.of(group());
    }

    @Override
    public Stream<Target> members(GroupId id) {
      settings.at("members");
      return Stream.of(member(0), member(1));
    }

    private Target member(int number) {
      String name =
          "leaky-" + number + (settings.at().equals("name") ? settings.token().value() : "");
      return new Target(
          new TargetId(Leak.PLACE, Leak.KIND, name, "uid-" + number),
          GROUP,
          "",
          OPTED_IN,
          null,
          Health.HEALTHY,
          settings.at().equals("holds") ? settings.refusals("holds") : List.of());
    }
  }
}
