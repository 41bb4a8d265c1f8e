package dev.gelada.core.probe;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What the tests of probes share. */
final class ProbeTesting {
  private static final HttpClient CLIENT =
      new HttpClientConnector()
          .open(new Connector.Ambient(Map.of(), new SystemTime(), Path.of("unused")));

  /** Knows an HTTP client and nothing else. */
  static final Connections CONNECTIONS =
      new Connections() {
        @Override
        public <C> C get(Class<C> type) {
          if (type == HttpClient.class) {
            return type.cast(CLIENT);
          }
          throw new Connections.Unreachable("no connector for " + type.getName());
        }

        @Override
        public void close() {}
      };

  private ProbeTesting() {}

  static Deadline within(long millis) {
    return Deadline.in(Duration.ofMillis(millis), new SystemTime());
  }

  /** Interrupts a measurement that is under way; returns what it threw. */
  static Throwable interrupted(Probe probe, Runnable awaitUnderWay) throws Exception {
    FutureTask<Throwable> thrown =
        new FutureTask<>(
            () -> {
              try {
                return new AssertionError("measured " + probe.measure(within(30_000)));
              } catch (InterruptedException interrupted) {
                return interrupted;
              }
            });
    Thread thread = new Thread(thrown, "measuring");
    thread.start();
    awaitUnderWay.run();
    thread.interrupt();
    return thrown.get(10, TimeUnit.SECONDS);
  }
}
