package dev.gelada.core.config;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Matching;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.Size;
import dev.gelada.core.probe.Probe;
import dev.gelada.core.probe.ProbeType;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.victim.SelectorType;
import dev.gelada.core.victim.VictimSelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plug-ins with every kind of setting; made by {@link Samples}. */
final class SamplePlugins {
  private SamplePlugins() {}

  /** What all of them have in common. */
  abstract static class Named<S extends Record, T> implements Plugin<S, T> {
    private final String name;
    private final Class<S> settings;

    Named(String name, Class<S> settings) {
      this.name = name;
      this.settings = settings;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Class<S> settings() {
      return settings;
    }
  }

  interface Undoes extends Reverts {
    @Override
    default Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline) {
      return new Undone.Gone("a sample");
    }
  }

  @Doc("processes of this host that opted in")
  @Kinds("process")
  static final class Processes extends Named<Processes.ProcessesSettings, TargetSource>
      implements SourceType<Processes.ProcessesSettings> {
    @Example("processes: {group: shop}")
    record ProcessesSettings(
        @Doc("their group") @Nullable String group,
        @Doc("labels that they carry") @Default("{}") Map<String, String> labels) {}

    Processes() {
      super("processes", ProcessesSettings.class);
    }

    @Override
    public TargetSource create(ProcessesSettings settings, Connections with) {
      return new Samples.Found(settings);
    }
  }

  @Doc("processes that the run itself starts")
  @Kinds("process")
  static final class LaunchType extends Named<LaunchType.LaunchSettings, TargetSource>
      implements SourceType<LaunchType.LaunchSettings> {
    record Ready(@Doc("answers 200 when it is up") String http, @Default("10s") Duration within) {}

    record LaunchSettings(
        @Doc("program and arguments") List<String> command,
        @Doc("how many") @Default("1") int replicas,
        @Doc("when it is up") @Nullable Ready ready,
        @Doc("whether it is started again") @Default("true") boolean restart,
        @Doc("secrets for its environment") @Default("{}") Map<String, Secret> secrets) {}

    LaunchType() {
      super("launch", LaunchSettings.class);
    }

    @Override
    public TargetSource create(LaunchSettings settings, Connections with) {
      return new Samples.Launched(settings);
    }
  }

  @Doc("pods of a cluster")
  @Kinds("pod")
  static final class Pods extends Named<Pods.PodsSettings, TargetSource>
      implements SourceType<Pods.PodsSettings> {
    record PodsSettings(
        @Doc("name spaces") @Default("[]") List<String> namespaces,
        @Doc("a label selector") @Nullable Matching labels) {}

    Pods() {
      super("pods", PodsSettings.class);
    }

    @Override
    public TargetSource create(PodsSettings settings, Connections with) {
      return new Samples.Found(settings);
    }
  }

  static final class Count extends Named<Count.CountSettings, VictimSelector>
      implements SelectorType<Count.CountSettings> {
    record CountSettings(@Doc("how many") int count) {
      CountSettings {
        if (count < 1) {
          throw new IllegalArgumentException("at least one victim is picked, not " + count);
        }
      }
    }

    Count() {
      super("count", CountSettings.class);
    }

    @Override
    public VictimSelector create(CountSettings settings, Connections with) {
      return new Samples.Chosen(settings);
    }
  }

  static final class Percent extends Named<Percent.PercentSettings, VictimSelector>
      implements SelectorType<Percent.PercentSettings> {
    record PercentSettings(@Doc("of the group's members") int percent) {}

    Percent() {
      super("percent", PercentSettings.class);
    }

    @Override
    public VictimSelector create(PercentSettings settings, Connections with) {
      if (settings.percent() > 100) {
        throw new IllegalArgumentException("more than 100 percent: " + settings.percent());
      }
      return new Samples.Chosen(settings);
    }
  }

  static final class All extends Named<All.AllSettings, VictimSelector>
      implements SelectorType<All.AllSettings> {
    record AllSettings() {}

    All() {
      super("all", AllSettings.class);
    }

    @Override
    public VictimSelector create(AllSettings settings, Connections with) {
      return new Samples.Chosen(settings);
    }
  }

  static final class Oldest extends Named<Oldest.OldestSettings, VictimSelector>
      implements SelectorType<Oldest.OldestSettings> {
    record OldestSettings(@Doc("how many") @Default("1") int count) {}

    Oldest() {
      super("oldest", OldestSettings.class);
    }

    @Override
    public VictimSelector create(OldestSettings settings, Connections with) {
      return new Samples.Chosen(settings);
    }
  }

  static final class Zone extends Named<Zone.ZoneSettings, VictimSelector>
      implements SelectorType<Zone.ZoneSettings> {
    record ZoneSettings(@Doc("which; by chance when it is not written") @Nullable String zone) {}

    Zone() {
      super("zone", ZoneSettings.class);
    }

    @Override
    public VictimSelector create(ZoneSettings settings, Connections with) {
      return new Samples.Chosen(settings);
    }
  }

  @Doc("ends a process")
  @Kinds("process")
  static final class KillProcess extends Named<KillProcess.KillProcessSettings, Attack>
      implements AttackType<KillProcess.KillProcessSettings> {
    enum Signal {
      KILL,
      TERM,
      SIG_USR1
    }

    @Example("kill-process: {target: shop}")
    record KillProcessSettings(
        @Doc("which one") @Default("kill") Signal signal,
        @Doc("before it is killed") @Default("0s") Duration grace) {}

    KillProcess() {
      super("kill-process", KillProcessSettings.class);
    }

    @Override
    public Attack create(KillProcessSettings settings, Connections with) {
      if (settings.signal() == Signal.KILL && !settings.grace().isZero()) {
        throw new IllegalArgumentException("'grace' goes with a signal that can be waited for");
      }
      return new Samples.Hurt(settings, Lease.LOCAL);
    }
  }

  @Doc("stops a process for a while")
  @Kinds("process")
  static final class PauseProcess extends Named<PauseProcess.PauseProcessSettings, Attack>
      implements AttackType<PauseProcess.PauseProcessSettings>, Undoes {
    record PauseProcessSettings() {}

    PauseProcess() {
      super("pause-process", PauseProcessSettings.class);
    }

    @Override
    public Attack create(PauseProcessSettings settings, Connections with) {
      return new Samples.Hurt(settings, Lease.LOCAL);
    }
  }

  @Doc("deletes a pod")
  @Kinds("pod")
  static final class KillPod extends Named<KillPod.KillPodSettings, Attack>
      implements AttackType<KillPod.KillPodSettings> {
    record KillPodSettings() {}

    KillPod() {
      super("kill-pod", KillPodSettings.class);
    }

    @Override
    public Attack create(KillPodSettings settings, Connections with) {
      return new Samples.Hurt(settings, Lease.REMOTE);
    }
  }

  @Doc("slows traffic down")
  @Kinds({"pod", "process"})
  static final class Latency extends Named<Latency.LatencySettings, Attack>
      implements AttackType<Latency.LatencySettings>, Undoes {
    record Route(@Doc("of the peer") String host, @Default("443") int port) {}

    record LatencySettings(
        @Doc("added to each packet") Duration delay,
        @Doc("of packets") @Default("1.0") double share,
        @Doc("only these peers") @Default("[]") List<Route> routes,
        @Doc("of connections") @Nullable Amount upTo,
        @Doc("kept back at a time") @Default("64KiB") Size buffer) {}

    Latency() {
      super("latency", LatencySettings.class);
    }

    @Override
    public Attack create(LatencySettings settings, Connections with) {
      if (settings.share() < 0) {
        throw new NullPointerException("a plug-in's own mistake");
      }
      return new Samples.Hurt(settings, Lease.REMOTE);
    }
  }

  @Doc("an HTTP request is answered")
  static final class Http extends Named<Http.HttpSettings, Probe>
      implements ProbeType<Http.HttpSettings> {
    record HttpSettings(
        @Doc("where") URI url,
        @Doc("how fast") @Nullable Duration faster,
        @Doc("which answer") @Default("200") int status,
        @Doc("a bearer token") @Nullable Secret token) {}

    Http() {
      super("http", HttpSettings.class);
    }

    @Override
    public Probe create(HttpSettings settings, Connections with) {
      return new Samples.Watching(settings);
    }
  }

  @Doc("a port accepts connections")
  static final class Tcp extends Named<Tcp.TcpSettings, Probe>
      implements ProbeType<Tcp.TcpSettings> {
    record TcpSettings(@Doc("host and port") String address) {}

    Tcp() {
      super("tcp", TcpSettings.class);
    }

    @Override
    public Probe create(TcpSettings settings, Connections with) {
      if (!settings.address().contains(":")) {
        throw new IllegalArgumentException("no port in " + settings.address());
      }
      return new Samples.Watching(settings);
    }
  }

  @Doc("a program ends with 0")
  static final class Command extends Named<Command.CommandSettings, Probe>
      implements ProbeType<Command.CommandSettings> {
    record CommandSettings(
        @Doc("program and arguments") List<String> command,
        @Default("5s") @Doc("after which it is ended") Duration timeout) {}

    Command() {
      super("command", CommandSettings.class);
    }

    @Override
    public Probe create(CommandSettings settings, Connections with) {
      return new Samples.Watching(settings);
    }
  }

  @Doc("a query answers")
  static final class Sql extends Named<Sql.SqlSettings, Probe>
      implements ProbeType<Sql.SqlSettings> {
    record SqlSettings(@Doc("where") URI database, @Doc("what is asked") String query) {}

    Sql() {
      super("sql", SqlSettings.class);
    }

    @Override
    public Probe create(SqlSettings settings, Connections with) {
      return new Samples.Watching(settings);
    }
  }
}
