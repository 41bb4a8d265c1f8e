package dev.gelada.proxy.control;

import dev.gelada.core.target.Host;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of proxies that outlives whoever started it. Options: {@code --listen HOST:PORT},
 * {@code --config FILE}, {@code --seed N}, {@code --strict}, {@code --proxy-metrics}, {@code
 * --runtime-metrics}, {@code --token-env NAME}, {@code --version TEXT}, {@code --state FILE}.
 *
 * <p>The state file appears once everything listens, with how to reach it, and is removed at the
 * end; if the start fails it holds {@code {"error": …}} instead, and the process is gone. SIGTERM
 * ends it: the API first, then the proxies.
 */
public final class ProxyMain {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyMain.class);

  private ProxyMain() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    Arguments read = new Arguments();
    try {
      read.take(arguments, System::getenv);
      String process = Host.local().self();
      StandaloneProxy standalone = StandaloneProxy.start(read.settings());
      Path file = read.state();
      @Nullable StateFile state = file == null ? null : new StateFile(file);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(standalone, state), "gelada-proxy-end"));
      if (state != null) {
        try {
          state.started(standalone, process);
        } catch (IOException unwritable) {
          // nobody would ever find it
          standalone.close();
          throw unwritable;
        }
      }
      standalone.await();
    } catch (IOException | IllegalArgumentException | IllegalStateException failed) {
      fail(read.state(), String.valueOf(failed.getMessage()));
    }
  }

  /** Who started it reads the file; a person reads the line. */
  private static void fail(@Nullable Path state, String error) {
    System.err.println("gelada proxy: " + error.replace("\n", "; "));
    if (state != null) {
      try {
        new StateFile(state).failed(error);
      } catch (IOException unwritable) {
        System.err.println("gelada proxy: " + unwritable.getMessage());
      }
    }
  }

  private static void end(StandaloneProxy standalone, @Nullable StateFile state) {
    standalone.close();
    if (state != null) {
      try {
        state.remove();
      } catch (IOException stays) {
        LOG.warn("the state file stays: {}", stays.getMessage());
      }
    }
  }
}
