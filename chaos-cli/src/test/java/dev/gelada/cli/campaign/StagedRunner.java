package dev.gelada.cli.campaign;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.process.ProcessConnector;
import dev.gelada.core.process.Processes;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.FileTrailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A runner as a process of its own, made of Gelada's public parts around a store, processes and
 * attacks with stop points.
 *
 * <p>Arguments: trail, file, folder for what it leaves, then {@code once}, {@code kill} or {@code
 * stop} with the name of an instant, or {@code again} to run the file again and again until a file
 * {@code end} is in that folder. Its exit code is that of the last run.
 */
final class StagedRunner {
  /** Ends one that runs again and again. */
  static final String END = "end";

  /** Times from the last check of a kill to the end of its system call, in nanoseconds. */
  private static final String WIDTHS = "widths";

  /** Plug-ins have no other way to it: they are made by their loader. */
  private static @Nullable StopPoints points;

  private StagedRunner() {}

  static StopPoints points() {
    return Objects.requireNonNull(points);
  }

  /** Runs; see above. */
  public static void main(String[] args) throws Exception {
    Path trail = Path.of(args[0]);
    Path file = Path.of(args[1]);
    Path folder = Path.of(args[2]);
    boolean again = args[3].equals("again");
    points =
        new StopPoints(
            args.length > 4 ? args[4] : "",
            args[3].equals("kill") ? StopPoints.How.KILL : StopPoints.How.STOP,
            folder);
    MeasuredTime time = new MeasuredTime();
    Processes processes =
        new ProcessConnector().open(new Connector.Ambient(System.getenv(), time, folder));
    int exit = 0;
    try (Gelada gelada =
            Gelada.builder()
                .environment(System.getenv())
                .time(time)
                .stateFolder(folder)
                .plugins(new StagedPlugins())
                .given(Processes.class, new StagedProcesses(processes, points(), time))
                .version("staged")
                .build();
        OnTrail on =
            gelada.on(
                new StagedStore(FileTrailStore.open(trail, time), trail, points()),
                new Actor("test", "staged", "localhost", "none"),
                List.of())) {
      Experiment experiment = read(gelada, file);
      do {
        exit = run(on, experiment);
      } while (again && !Files.exists(folder.resolve(END)));
    } finally {
      points().write();
      Files.write(folder.resolve(WIDTHS), time.widths().stream().map(String::valueOf).toList());
    }
    System.exit(exit);
  }

  /** What a runner that has ended left of them. */
  static List<Long> widths(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(WIDTHS)).stream().map(Long::valueOf).toList();
  }

  private static Experiment read(Gelada gelada, Path file) {
    Loaded<Experiment> loaded = gelada.files().experiment(file);
    if (loaded instanceof Loaded.Ok<Experiment> ok) {
      return ok.value();
    }
    throw new IllegalArgumentException(loaded.toString());
  }

  private static int run(OnTrail on, Experiment experiment)
      throws IOException, InterruptedException {
    while (on.ledger().halted() != null) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    Outcome outcome = on.run(on.errand(experiment, Wish.PLAIN), Progress.SILENT);
    System.out.println(outcome.verdict());
    return outcome.exit();
  }
}
