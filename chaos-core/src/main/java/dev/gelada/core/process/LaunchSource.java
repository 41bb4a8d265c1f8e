package dev.gelada.core.process;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.target.TargetSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of {@link Launching}: one group, its replicas the members. Before {@link #start} there
 * is nothing. Thread-safe.
 */
final class LaunchSource implements TargetSource, Owned {
  static final String KIND = "launch";

  private static final Duration STEP = Duration.ofMillis(20);

  private final Launching.Settings settings;
  private final Readiness readiness;
  private final Connections with;
  private List<Replica> replicas = List.of();
  private @Nullable GroupId id;
  private boolean ended;
  private @Nullable Thread supervisor;

  LaunchSource(Launching.Settings settings, Readiness readiness, Connections with) {
    this.settings = settings;
    this.readiness = readiness;
    this.with = with;
  }

  @Override
  public List<Launch> launches(String run, String target) {
    Processes processes = with.get(Processes.class);
    List<Launch> launches = new ArrayList<>();
    for (int index = 0; index < settings.replicas(); index++) {
      String marker = run + "/" + target + "/" + index;
      Path log =
          processes
              .stateFolder()
              .resolve("launch")
              .resolve(marker.replaceAll("[^A-Za-z0-9._-]", "-") + ".log");
      launches.add(
          new Launch(
              "launch",
              marker,
              processes.place(),
              // the program alone: arguments may hold secrets
              Map.of("program", settings.command().get(0), Replica.LOG, log.toString())));
    }
    return launches;
  }

  @Override
  public void start(List<Launch> launches, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    List<Replica> starting = prepare(launches, processes);
    for (Replica replica : starting) {
      replica.start();
    }
    awaitReady(starting, processes, deadline.atMost(readiness.within()));
    if (settings.restart()) {
      supervise(starting, processes.time());
    }
  }

  private synchronized List<Replica> prepare(List<Launch> launches, Processes processes)
      throws IOException {
    if (!replicas.isEmpty()) {
      throw new IllegalStateException("a launch is started once");
    }
    String first = launches.get(0).marker();
    id = new GroupId(processes.place(), KIND, first.substring(0, first.lastIndexOf('/')));
    List<Replica> made = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (int index = 0; index < launches.size(); index++) {
      Template template = new Template(index, port(launches.get(index), index, taken));
      taken.add(template.port());
      made.add(new Replica(launches.get(index), template, settings, processes));
    }
    replicas = List.copyOf(made);
    return replicas;
  }

  private int port(Launch launch, int index, Set<Integer> taken) throws IOException {
    if (settings.basePort() > 0) {
      return settings.basePort() + index;
    }
    boolean needed =
        readiness.needsPort()
            || settings.command().stream().anyMatch(word -> word.contains(Template.PORT))
            || settings.env().values().stream().anyMatch(v -> v.value().contains(Template.PORT));
    return needed ? Ports.free(launch.marker(), taken) : 0;
  }

  private void awaitReady(List<Replica> starting, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    List<Replica> waiting = new ArrayList<>(starting);
    while (true) {
      for (Replica replica : waiting) {
        Optional<Integer> exit = replica.exitCode();
        if (exit.isPresent() && !moved(replica)) {
          throw new IOException(
              "%s ended with exit code %d before it was ready; %s"
                  .formatted(replica.marker(), exit.get(), said(replica)));
        }
      }
      Map<Replica, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
      waiting.forEach(replica -> asked.put(replica, readiness.ask(replica.template())));
      asked.forEach(
          (replica, ready) -> {
            if (ready.join() && replica.exitCode().isEmpty()) {
              waiting.remove(replica);
            }
          });
      if (waiting.isEmpty()) {
        return;
      }
      if (deadline.passed()) {
        throw new IOException(
            "%s did not become ready in time; %s"
                .formatted(waiting.get(0).marker(), said(waiting.get(0))));
      }
      processes.time().pause(STEP);
    }
  }

  private static String said(Replica replica) {
    return LaunchLog.words(Path.of(replica.log()));
  }

  /** What was started. */
  synchronized List<Replica> replicas() {
    return replicas;
  }

  /** Whether it ended because somebody was faster to take its port, and runs on another one now. */
  private synchronized boolean moved(Replica replica) throws IOException {
    Template old = replica.template();
    if (settings.basePort() > 0 || old.port() == 0 || Ports.isFree(old.port())) {
      return false;
    }
    Set<Integer> taken =
        replicas.stream().map(other -> other.template().port()).collect(Collectors.toSet());
    replica.move(new Template(old.index(), Ports.free(replica.marker(), taken)));
    replica.start();
    return true;
  }

  /** Ends by {@link #end}; retired replicas start nothing, whenever it notices. */
  private synchronized void supervise(List<Replica> running, Timekeeper time) {
    if (ended) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  running.forEach(Replica::tend);
                  time.pause(STEP);
                }
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            },
            "gelada-launch");
    thread.setDaemon(true);
    thread.start();
    supervisor = thread;
  }

  @Override
  public void end(Deadline deadline) throws IOException, InterruptedException {
    List<Replica> ending;
    synchronized (this) {
      ended = true;
      ending = replicas;
      ending.forEach(Replica::retire);
      if (supervisor != null) {
        supervisor.interrupt();
      }
    }
    if (ending.isEmpty()) {
      return;
    }
    Processes processes = with.get(Processes.class);
    if (processes.missingForTable().isEmpty()) {
      Leftovers.end(
          ending.stream().map(Replica::marker).collect(Collectors.toSet()), processes, deadline);
    } else {
      endByHandle(ending, processes, deadline);
    }
    ending.forEach(replica -> LaunchLog.deleteIfEmpty(Path.of(replica.log())));
  }

  /** Where environments cannot be read, what has left the tree of its parents is not found. */
  private static void endByHandle(List<Replica> ending, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    List<ProcessHandle> handles = ending.stream().flatMap(r -> r.handles().stream()).toList();
    handles.forEach(ProcessHandle::destroyForcibly);
    while (handles.stream().anyMatch(ProcessHandle::isAlive)) {
      if (deadline.passed()) {
        throw new IOException("still running: " + handles);
      }
      processes.time().pause(STEP);
    }
  }

  @Override
  public synchronized Stream<Group> groups(Scope scope) {
    return Stream.ofNullable(id).map(this::describe);
  }

  @Override
  public synchronized Optional<Group> group(GroupId wanted) {
    return Optional.ofNullable(id).filter(wanted::equals).map(this::describe);
  }

  private Group describe(GroupId of) {
    return new Group(of, Map.of(), settings.replicas(), true, List.of());
  }

  @Override
  public Stream<Target> members(GroupId wanted) throws IOException {
    GroupId of;
    List<Replica> now;
    synchronized (this) {
      of = id;
      now = replicas;
    }
    if (!wanted.equals(of)) {
      return Stream.empty();
    }
    Map<Replica, OsProcess> running = new LinkedHashMap<>();
    Map<Replica, CompletableFuture<Boolean>> ready = new LinkedHashMap<>();
    for (Replica replica : now) {
      Optional<OsProcess> process = replica.running();
      if (process.isPresent()) {
        running.put(replica, process.get());
        ready.put(
            replica,
            process.get().stopped()
                ? CompletableFuture.completedFuture(false)
                : readiness.ask(replica.template()));
      }
    }
    List<Target> targets = new ArrayList<>();
    running.forEach(
        (replica, process) ->
            targets.add(
                target(
                    wanted,
                    process,
                    replica.template(),
                    ready.getOrDefault(replica, CompletableFuture.completedFuture(false)).join())));
    return targets.stream();
  }

  private static Target target(
      GroupId group, OsProcess process, Template template, boolean healthy) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("index", Integer.toString(template.index()));
    if (template.port() > 0) {
      labels.put("port", Integer.toString(template.port()));
    }
    return new Target(
        new TargetId(group.place(), "process", Long.toString(process.pid()), process.id()),
        group,
        "",
        labels,
        process.startedAt(),
        healthy ? Health.HEALTHY : Health.UNHEALTHY,
        List.of());
  }
}
