package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Provides;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A declared proxy that clients of others go through: it is started by the first run that needs it
 * and stays. Found again through a file in the user's state folder; of two that are started at once
 * the one that gets the port to listen at stays, and the other one ends by itself.
 */
final class KeptEndpoint implements Looking, Provides {
  private static final Duration START = Duration.ofSeconds(30);

  /** How long the loser of a race may wait for the winner's file. */
  private static final Duration WINNER = Duration.ofSeconds(10);

  private static final Duration STEP = Duration.ofMillis(50);

  private final Declared declared;
  private final Connections with;

  KeptEndpoint(Declared declared, Connections with) {
    this.declared = declared;
    this.with = with;
  }

  @Override
  public List<Found> look() throws IOException, InterruptedException {
    Controls controls = with.get(Controls.class);
    Deadline deadline = Deadline.in(PATIENCE, controls.time());
    Optional<Standing> standing = standing(controls, deadline);
    Optional<Endpoint> endpoint =
        standing.isEmpty() ? Optional.empty() : endpoint(standing.get(), deadline);
    if (endpoint.isEmpty()) {
      throw new IOException(
          "no proxy stands for %s yet. A run that is not dry starts it.".formatted(declared));
    }
    return List.of(
        new Found(declared.place(), Found.OPTED_IN, standing.get().control(), endpoint.get()));
  }

  @Override
  public List<String> missing(Deadline deadline) throws IOException, InterruptedException {
    Optional<Standing> standing = standing(with.get(Controls.class), deadline);
    return standing.isPresent() && endpoint(standing.get(), deadline).isPresent()
        ? List.of()
        : List.of(
            "no proxy stands for %s yet; a run starts it first, and it stays when the run is over"
                .formatted(declared));
  }

  @Override
  public List<String> provide(Deadline deadline) throws IOException, InterruptedException {
    Controls controls = with.get(Controls.class);
    Deadline bound = deadline.atMost(START);
    Optional<Standing> standing = standing(controls, bound);
    if (standing.isEmpty()) {
      return started(start(controls, bound), bound);
    }
    if (endpoint(standing.get(), bound).isPresent()) {
      return List.of();
    }
    standing
        .get()
        .control()
        .create(
            declared.name(), declared.listen().toString(), declared.upstream().toString(), bound);
    return List.of("made the proxy %s again, which was gone".formatted(declared));
  }

  /** Ours, or that of somebody who was quicker. */
  private Standing start(Controls controls, Deadline bound)
      throws IOException, InterruptedException {
    Home.Start start = home(controls).prepare(declared.config());
    Process process = ProxyProcess.detached(start, controls.environment());
    try {
      return awaited(start, process, controls, bound);
    } finally {
      start.forget();
    }
  }

  private Standing awaited(Home.Start start, Process process, Controls controls, Deadline bound)
      throws IOException, InterruptedException {
    Deadline patience = bound;
    boolean ended = false;
    while (true) {
      Optional<Standing> standing = standing(controls, bound);
      if (standing.isPresent()) {
        if (standing.get().pid() != process.pid()) { // ours cannot have the port any more
          process.destroyForcibly().waitFor(bound.left().toNanos(), TimeUnit.NANOSECONDS);
        }
        return standing.get();
      }
      if (!ended && !process.isAlive()) {
        ended = true;
        patience = bound.atMost(WINNER);
      }
      if (patience.passed()) {
        process.destroyForcibly();
        throw new IOException(
            "no proxy could be started for %s: %s"
                .formatted(
                    declared,
                    start.failure().orElse("it did not serve in time; its log is " + start.log())));
      }
      controls.time().pause(STEP);
    }
  }

  private List<String> started(Standing standing, Deadline deadline)
      throws IOException, InterruptedException {
    if (endpoint(standing, deadline).isEmpty()) {
      throw new IOException(
          "%s serves, but nothing at %s.".formatted(standing.control().words(), declared.listen()));
    }
    return List.of(
        "a proxy was started for %s: process %d, control API %s; it stays when the run is over"
            .formatted(declared, standing.pid(), standing.control().url()));
  }

  private Optional<Standing> standing(Controls controls, Deadline deadline)
      throws IOException, InterruptedException {
    return Standing.of(home(controls), controls, deadline);
  }

  /**
   * Ours in that server.
   *
   * @throws IOException if it leads elsewhere: clients rely on where it leads, so it is not changed
   */
  private Optional<Endpoint> endpoint(Standing standing, Deadline deadline)
      throws IOException, InterruptedException {
    Optional<Endpoint> endpoint = declared.among(standing.control().endpoints(deadline));
    if (endpoint.isPresent() && !endpoint.get().upstream().equals(declared.upstream().toString())) {
      throw new IOException(
          ("the proxy at %s leads to %s, and the file says %s. Use another 'listen', or end its"
                  + " process %d first.")
              .formatted(
                  declared.listen(),
                  endpoint.get().upstream(),
                  declared.upstream(),
                  standing.pid()));
    }
    return endpoint;
  }

  private Home home(Controls controls) {
    return Home.of(controls.folder(), declared.listen().toString());
  }
}
