package dev.gelada.core.process;

import dev.gelada.core.target.Owned;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.RealConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Launches two replicas with a child each, and then waits to be killed. */
final class LaunchRunner {
  private LaunchRunner() {}

  public static void main(String[] args) throws Exception {
    try (RealConnections connections = new RealConnections(Children.ambient(Path.of(args[1])))) {
      TargetSource source =
          new Launching()
              .create(
                  new Launching.Settings(
                      List.of("sh", "-c", "sleep 300 & wait"), 2, null, true, Map.of(), 0),
                  connections);
      Owned owned = (Owned) source;
      owned.start(owned.launches(args[0], "shop"), Children.within(Duration.ofSeconds(30)));
      new CountDownLatch(1).await();
    }
  }
}
