package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.OwnProcesses;
import dev.gelada.core.target.Owned;
import dev.gelada.proxy.client.Controls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A declared proxy of one run: its process is started with the run and ends with it. */
final class OwnEndpoint implements Looking, Owned {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(50);

  private final Declared declared;
  private final Connections with;
  private OwnProcesses.@Nullable OwnProcess process;
  private @Nullable Path folder;
  private @Nullable Standing standing;

  OwnEndpoint(Declared declared, Connections with) {
    this.declared = declared;
    this.with = with;
  }

  @Override
  public List<Launch> launches(String run, String target) {
    // named as every launched process is; what it will be told is known when it starts
    return with.get(OwnProcesses.class).process(List.of("java"), with).launches(run, target);
  }

  @Override
  public void start(List<Launch> launches, Deadline deadline) throws Exception {
    Controls controls = with.get(Controls.class);
    Deadline bound = deadline.atMost(START);
    Home home = Home.of(Files.createTempDirectory("gelada-proxy"), "own");
    Home.Start start = home.prepare(declared.config());
    OwnProcesses.OwnProcess own =
        with.get(OwnProcesses.class)
            .process(ProxyProcess.command(start, controls.environment()), with);
    synchronized (this) {
      process = own;
      folder = home.folder();
    }
    own.start(launches, bound);
    while (true) {
      Optional<Standing> now = Standing.of(home, controls, bound);
      if (now.isPresent()) {
        if (declared.among(now.get().control().endpoints(bound)).isEmpty()) {
          throw new IOException("the proxy serves, but not " + declared);
        }
        keep(now.get());
        return;
      }
      Optional<String> ended = own.ended();
      if (ended.isPresent() || bound.passed()) {
        throw new IOException(
            "no proxy could be started for %s: %s"
                .formatted(
                    declared, start.failure().or(() -> ended).orElse("it did not serve in time")));
      }
      controls.time().pause(STEP);
    }
  }

  private synchronized void keep(Standing now) {
    standing = now;
  }

  @Override
  public void end(Deadline deadline) throws Exception {
    OwnProcesses.OwnProcess own;
    Path files;
    synchronized (this) {
      own = process;
      files = folder;
      standing = null;
    }
    if (own != null) {
      own.end(deadline);
    }
    if (files != null) {
      try (Stream<Path> all = Files.list(files)) {
        for (Path file : all.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(files);
    }
  }

  @Override
  public List<Found> look() throws IOException, InterruptedException {
    Standing now;
    synchronized (this) {
      now = standing;
    }
    if (now == null) {
      return List.of();
    }
    Deadline deadline = Deadline.in(PATIENCE, with.get(Controls.class).time());
    return declared.among(now.control().endpoints(deadline)).stream()
        .map(endpoint -> new Found(declared.place(), Map.of(), now.control(), endpoint))
        .toList();
  }
}
