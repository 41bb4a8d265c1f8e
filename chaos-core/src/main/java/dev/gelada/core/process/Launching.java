package dev.gelada.core.process;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.target.Cleans;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code launch}: processes that the run itself starts and ends. In {@code command}, {@code env}
 * and {@code ready}, {@code {index}} stands for the replica's number from 0, {@code {port}} for its
 * port and {@code {java}} for the java program that runs Gelada.
 */
@Kinds("process")
@Doc("processes that the run itself starts, restarts if asked to, and ends")
public final class Launching implements SourceType<Launching.Settings>, Cleans {
  /**
   * What the file says.
   *
   * @param command program and arguments
   * @param replicas how many
   * @param ready when one counts as ready; null for as soon as it runs
   * @param restart whether one that ends is started again
   * @param env variables beside those of this process
   * @param basePort the port of replica 0, the others follow; 0 for any free ones
   */
  @Example(
      "launch: {command: [\"{java}\", Shop.java, \"{port}\"], replicas: 3, ready: {http: \"http://127.0.0.1:{port}/health\"}}")
  public record Settings(
      @Doc("program and arguments; {port}, {index} and {java} are replaced; no shell is involved")
          List<String> command,
      @Doc("how many of them") @Default("1") int replicas,
      @Doc("when one counts as ready and healthy; as soon as it runs if this is missing")
          @Nullable Ready ready,
      @Doc("start one again that ends: after 200 ms, then less and less often") @Default("false")
          boolean restart,
      @Doc("environment variables beside Gelada's own; {port} and {index} are replaced")
          @Default("{}")
          Map<String, Secret> env,
      @Doc("port of the first replica, the others follow; 0 chooses free ones") @Default("0")
          int basePort) {
    public Settings {
      command = List.copyOf(command);
      env = Map.copyOf(env);
    }
  }

  /**
   * When a replica counts as ready; one of both addresses.
   *
   * @param http a URL that must be answered with 2xx
   * @param tcp {@code host:port} that must accept a connection
   * @param within how long it may take at the start
   */
  public record Ready(
      @Doc("a URL that answers 2xx: http://127.0.0.1:{port}/health") @Nullable String http,
      @Doc("an address that accepts connections: 127.0.0.1:{port}") @Nullable String tcp,
      @Doc("how long it may take at the start") @Default("30s") Duration within) {}

  @Override
  public String name() {
    return "launch";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    if (settings.command().isEmpty() || settings.command().get(0).isBlank()) {
      throw new IllegalArgumentException("command names a program");
    }
    if (settings.replicas() < 1 || settings.replicas() > 1000) {
      throw new IllegalArgumentException(
          "replicas is a number from 1 to 1000, not " + settings.replicas());
    }
    if (settings.basePort() < 0 || settings.basePort() + settings.replicas() > 65_536) {
      throw new IllegalArgumentException(
          "basePort " + settings.basePort() + " leaves no ports for the replicas up to 65535");
    }
    return new LaunchSource(settings, Readiness.of(settings.ready(), with), with);
  }

  @Override
  public boolean clean(Launch launch, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    return switch (Reach.of(launch.place(), processes.place())) {
      case HERE -> {
        Leftovers.end(Set.of(launch.marker()), processes, deadline);
        yield true;
      }
      case REBOOTED -> true;
      case ELSEWHERE -> false;
    };
  }
}
