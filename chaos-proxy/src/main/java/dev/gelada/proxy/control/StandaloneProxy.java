package dev.gelada.proxy.control;

import dev.gelada.proxy.Options;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.ProxyTrouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Proxies with a control API of their own, as {@code gelada proxy} runs them. Prints nothing. */
public final class StandaloneProxy implements AutoCloseable {
  private final Proxies proxies;
  private final ControlServer control;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * What is run.
   *
   * @param control how its API is served
   * @param proxies how its proxies run
   * @param config a file with proxies to begin with; null for none
   */
  public record Settings(ControlOptions control, Options proxies, @Nullable Path config) {
    public Settings {
      Objects.requireNonNull(control, "control");
      Objects.requireNonNull(proxies, "proxies");
    }
  }

  private StandaloneProxy(Proxies proxies, ControlServer control) {
    this.proxies = proxies;
    this.control = control;
  }

  /**
   * Starts: reads the file as a whole, makes its proxies, then serves the API, so that whoever
   * reaches the API finds them.
   *
   * @throws IOException with all that is wrong with the file, or what cannot be listened at;
   *     nothing is left running then
   */
  public static StandaloneProxy start(Settings settings) throws IOException {
    Path config = settings.config();
    List<ProxySpec> specs =
        config == null
            ? List.of()
            : ConfigFile.read(config, settings.control().strict(), settings.control().time());
    Proxies proxies = Proxies.start(settings.proxies());
    try {
      for (ProxySpec spec : specs) {
        create(proxies, spec);
      }
      return new StandaloneProxy(proxies, ControlServer.start(proxies, settings.control()));
    } catch (IOException | RuntimeException failed) {
      proxies.close();
      throw failed;
    }
  }

  private static void create(Proxies proxies, ProxySpec spec) throws IOException {
    try {
      proxies.create(spec);
    } catch (ProxyTrouble trouble) {
      throw new IOException("proxy '%s': %s".formatted(spec.name(), trouble.getMessage()), trouble);
    }
  }

  /** Where the control API listens. */
  public InetSocketAddress address() {
    return control.address();
  }

  /** Its proxies; closed together with this. */
  public Proxies proxies() {
    return proxies;
  }

  /** Blocks until it is closed. */
  public void await() throws InterruptedException {
    closed.await();
  }

  /** Ends the API, then the proxies with their connections. Idempotent, bounded. */
  @Override
  public void close() {
    control.close();
    proxies.close();
    closed.countDown();
  }
}
