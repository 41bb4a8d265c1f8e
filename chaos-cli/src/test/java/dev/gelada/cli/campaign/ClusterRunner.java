package dev.gelada.cli.campaign;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.run.Marks;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.trail.ClusterMarker;
import dev.gelada.k8s.trail.ConfigMapTrailType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A runner as a process of its own on a cluster's trail. It runs its file again and again, whatever
 * becomes of a run, until a file {@code end} is in its folder.
 *
 * <p>Arguments: trail, file, folder.
 */
final class ClusterRunner {
  static final String END = "end";

  private static final int PAUSE_MILLIS = 100;

  private ClusterRunner() {}

  /** Runs; see above. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[2]);
    try (Gelada gelada = gelada(System.getenv(), folder)) {
      boolean opened = false;
      while (!opened && !Files.exists(folder.resolve(END))) {
        try (OnTrail on = on(gelada, args[0])) {
          opened = true;
          Experiment experiment = read(gelada, Path.of(args[1]));
          while (!Files.exists(folder.resolve(END))) {
            once(on, experiment);
          }
        } catch (IOException | Connections.Unreachable away) {
          System.out.println(away.getMessage());
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    }
  }

  static Gelada gelada(Map<String, String> environment, Path folder) {
    Connections clients = Gelada.builder().environment(environment).stateFolder(folder).clients();
    Marks marks =
        (place, trail) ->
            place.scheme().equals(Cluster.SCHEME)
                ? new ClusterMarker(clients.get(Cluster.class)).check(trail, true)
                : Optional.empty();
    return Gelada.builder()
        .environment(environment)
        .stateFolder(folder)
        .sharing(clients)
        .marks(marks)
        .version("campaign")
        .build();
  }

  static OnTrail on(Gelada gelada, String uri) throws IOException {
    TrailStore store = new ConfigMapTrailType().open(uri, gelada.connections());
    return gelada.on(store, Stage.ACTOR, List.of());
  }

  private static void once(OnTrail on, Experiment experiment) throws InterruptedException {
    try {
      System.out.println(on.run(on.errand(experiment, Wish.PLAIN), Progress.SILENT).verdict());
      on.sweep();
    } catch (IOException | RuntimeException away) {
      System.out.println(away.getMessage());
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private static Experiment read(Gelada gelada, Path file) {
    Loaded<Experiment> loaded = gelada.files().experiment(file);
    if (loaded instanceof Loaded.Ok<Experiment> ok) {
      return ok.value();
    }
    throw new IllegalArgumentException(loaded.toString());
  }
}
