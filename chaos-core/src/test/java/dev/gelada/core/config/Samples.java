package dev.gelada.core.config;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.probe.Probe;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.victim.Pick;
import dev.gelada.core.victim.VictimSelector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plug-ins with every kind of setting, which remember their settings and do nothing. */
final class Samples {
  static final Connections NONE =
      new Connections() {
        @Override
        public <C> C get(Class<C> type) {
          throw new Unreachable("reading a file talks to nobody");
        }

        @Override
        public void close() {}
      };

  private Samples() {}

  static Catalogs catalogs() {
    return new Catalogs(
        Catalog.of(
            List.of(
                new SamplePlugins.Processes(),
                new SamplePlugins.LaunchType(),
                new SamplePlugins.Pods())),
        Catalog.of(
            List.of(
                new SamplePlugins.Count(),
                new SamplePlugins.Percent(),
                new SamplePlugins.All(),
                new SamplePlugins.Oldest(),
                new SamplePlugins.Zone())),
        Catalog.of(
            List.of(
                new SamplePlugins.KillProcess(),
                new SamplePlugins.PauseProcess(),
                new SamplePlugins.KillPod(),
                new SamplePlugins.Latency())),
        Catalog.of(
            List.of(
                new SamplePlugins.Http(),
                new SamplePlugins.Tcp(),
                new SamplePlugins.Command(),
                new SamplePlugins.Sql())));
  }

  static Loader loader() {
    return loader(Map.of(), new Redactor());
  }

  static Loader loader(Map<String, String> environment, Redactor redactor) {
    return new Loader(catalogs(), NONE, environment, redactor);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  record Found(Record settings) implements TargetSource {
    @Override
    public Stream<Group> groups(Scope scope) {
      return Stream.empty();
    }

    @Override
    public Optional<Group> group(GroupId id) {
      return Optional.empty();
    }

    @Override
    public Stream<Target> members(GroupId id) {
      return Stream.empty();
    }
  }

  record Launched(SamplePlugins.LaunchType.LaunchSettings settings) implements TargetSource, Owned {
    @Override
    public Stream<Group> groups(Scope scope) {
      return Stream.empty();
    }

    @Override
    public Optional<Group> group(GroupId id) {
      return Optional.empty();
    }

    @Override
    public Stream<Target> members(GroupId id) {
      return Stream.empty();
    }

    @Override
    public List<Launch> launches(String run, String target) {
      return List.of();
    }

    @Override
    public void start(List<Launch> launches, Deadline deadline) {}

    @Override
    public void end(Deadline deadline) {}
  }

  record Chosen(Record settings) implements VictimSelector {
    @Override
    public Pick choose(
        List<Target> eligible, int groupSize, java.util.random.RandomGenerator random) {
      return new Pick.None(new Refusal("sample", "", ""));
    }
  }

  record Hurt(Record settings, Lease lease) implements Attack {
    @Override
    public Prepared prepare(Strike strike) {
      return new Prepared.Refused(List.of(new Refusal("sample", "", "")));
    }

    @Override
    public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) {
      return new Effect.Unknown("a sample");
    }
  }

  record Watching(Record settings) implements Probe {
    @Override
    public Measure measure(Deadline deadline) {
      return new Measure(Double.NaN, "", Measure.Verdict.UNKNOWN, "a sample");
    }
  }
}
