package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Size;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.k8s.cluster.Cluster;
import java.nio.file.Path;
import java.time.Instant;

/** Narrows a pod's line in a JVM of its own, which a test may kill, and never undoes it. */
final class RunnerMain {
  private RunnerMain() {}

  /**
   * Says what came of it and stays.
   *
   * @param arguments name space, pod, uid, strike, bytes in a second, end
   */
  public static void main(String[] arguments) throws Exception {
    SystemTime time = new SystemTime();
    try (Connections with =
        new RealConnections(
            new Connector.Ambient(System.getenv(), time, Path.of("").toAbsolutePath()))) {
      Attack attack =
          new PodRate()
              .create(
                  new PodRate.Settings(new Size(Long.parseLong(arguments[4])), "eth0", null), with);
      Strike strike =
          new Strike(
              new StrikeId(arguments[3]),
              "pod-rate",
              Pods.target(
                  with.get(Cluster.class).place(), arguments[0], arguments[1], arguments[2]),
              Instant.parse(arguments[5]),
              1);
      Prepared.Intent intent = (Prepared.Intent) attack.prepare(strike);
      System.out.println(
          attack.apply(strike, intent, Deadline.in(attack.lease().applyWithin(), time)));
      Thread.currentThread().join();
    }
  }
}
