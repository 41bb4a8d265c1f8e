package dev.gelada.core.process;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.OwnProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lends other sources what {@code launch} can do. */
public final class OwnProcessConnector implements Connector<OwnProcesses> {
  @Override
  public Class<OwnProcesses> type() {
    return OwnProcesses.class;
  }

  @Override
  public OwnProcesses open(Ambient ambient) {
    return OwnProcessConnector::process;
  }

  private static OwnProcesses.OwnProcess process(List<String> command, Connections with) {
    Launching.Settings settings = new Launching.Settings(command, 1, null, false, Map.of(), 0);
    return new Lent(new LaunchSource(settings, Readiness.of(null, with), with));
  }

  private record Lent(LaunchSource source) implements OwnProcesses.OwnProcess {
    @Override
    public List<Launch> launches(String run, String target) {
      return source.launches(run, target);
    }

    @Override
    public void start(List<Launch> launches, Deadline deadline)
        throws IOException, InterruptedException {
      source.start(launches, deadline);
    }

    @Override
    public Optional<String> ended() {
      return source.replicas().stream()
          .filter(replica -> replica.exitCode().isPresent())
          .findFirst()
          .map(Lent::words);
    }

    private static String words(Replica replica) {
      return "it ended with exit code %d; %s"
          .formatted(replica.exitCode().orElse(-1), LaunchLog.words(Path.of(replica.log())));
    }

    @Override
    public void end(Deadline deadline) throws IOException, InterruptedException {
      source.end(deadline);
    }
  }
}
