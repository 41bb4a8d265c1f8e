package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.run.Marks;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.HostMarker;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.trail.ClusterMarker;
import dev.gelada.server.Announcements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the graph that commands work with, top to bottom. */
public final class Wiring implements AutoCloseable {
  private final Surroundings around;
  private final TrailDesk trails;

  /** One for trails and for targets: none is opened before it is asked for. */
  private final Connections clients;

  /** Variables that the command line sets. */
  private final Map<String, String> chosen = new ConcurrentHashMap<>();

  public Wiring(Surroundings around) {
    this.around = around;
    this.clients = new LateClients(() -> builder().clients());
    this.trails = new TrailDesk(around, actor(around), clients);
  }

  /** An option that goes before a variable of the environment; before anything is opened. */
  void choose(String variable, String value) {
    chosen.put(variable, value);
  }

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(around.environment());
    all.putAll(chosen);
    return all;
  }

  /** For commands that act. To be closed. */
  public Gelada gelada() {
    return gelada(marks(true));
  }

  /** For commands that only look: a host or cluster that no trail guards yet is left unmarked. */
  Gelada looking() {
    return gelada(marks(false));
  }

  private Gelada gelada(Marks marks) {
    return builder().sharing(clients).marks(marks).build();
  }

  private Gelada.Builder builder() {
    return Gelada.builder()
        .environment(environment())
        .redactor(around.redactor())
        .time(around.time())
        .stateFolder(around.stateFolder())
        .version(Version.number());
  }

  /** Which trails there are. */
  TrailDesk trails() {
    return trails;
  }

  /** Works on a trail, as the user of this process. To be closed, which closes the store. */
  public OnTrail on(Gelada gelada, TrailStore store, List<TrailListener> listeners)
      throws IOException {
    return gelada.on(store, trails.actor(), listeners);
  }

  /** Whose turn it is among the runners of that trail; to be closed. */
  Turn turn(String trail, Announcements news) {
    return trail.startsWith(Cluster.SCHEME + ":")
        ? Turn.byLease(clients.get(Cluster.class), host(around), news)
        : Turn.ALWAYS;
  }

  /** A file trail at that place, created if there is none. To be closed. */
  public TrailStore openOrCreate(Path file) throws IOException {
    return trails.openOrCreate(file.toString()).store();
  }

  /** Closes the clients that commands asked for. */
  @Override
  public void close() {
    clients.close();
  }

  private Marks marks(boolean leave) {
    HostMarker host = new HostMarker(around.environment());
    return (place, trail) -> {
      if (place.scheme().equals(Cluster.SCHEME)) {
        return new ClusterMarker(clients.get(Cluster.class)).check(trail, leave);
      }
      boolean marked = leave || Files.exists(host.path());
      return place.scheme().equals("host") && marked ? host.check(trail) : Optional.empty();
    };
  }

  /** The account as the operating system knows it, whatever the environment says. */
  private static Actor actor(Surroundings around) {
    Optional<String> account = ProcessHandle.current().info().user();
    return new Actor(
        "user",
        account.orElseGet(() -> System.getProperty("user.name", "unknown")),
        host(around),
        account.isPresent() ? "os" : "none");
  }

  /** Without asking a name server, which may take long. */
  private static String host(Surroundings around) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return around.environment().getOrDefault("HOSTNAME", "localhost");
    }
  }
}
