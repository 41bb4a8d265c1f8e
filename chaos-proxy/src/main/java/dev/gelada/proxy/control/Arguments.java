package dev.gelada.proxy.control;

import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.proxy.Options;
import dev.gelada.proxy.relay.HostPort;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options of {@link ProxyMain}. */
final class Arguments {
  private InetSocketAddress listen = ControlOptions.DEFAULT.bind();
  private @Nullable Path config;
  private @Nullable Path state;
  private @Nullable Secret token;
  private @Nullable Long seed;
  private boolean strict;
  private boolean proxyMetrics;
  private boolean runtimeMetrics;
  private String version = ControlOptions.DEFAULT.version();

  /**
   * Reads them.
   *
   * @param environment a variable's value by its name, or null
   * @throws IllegalArgumentException at the first that is wrong
   */
  void take(String[] arguments, Function<String, @Nullable String> environment) {
    List<String> all = List.of(arguments);
    int at = all.indexOf("--state"); // first of all: errors of the others go there
    if (at >= 0 && at + 1 < all.size()) {
      state = Path.of(all.get(at + 1));
    }
    Iterator<String> left = all.iterator();
    while (left.hasNext()) {
      String option = left.next();
      switch (option) {
        case "--strict" -> strict = true;
        case "--proxy-metrics" -> proxyMetrics = true;
        case "--runtime-metrics" -> runtimeMetrics = true;
        case "--listen" -> listen = address(value(option, left));
        case "--config" -> config = Path.of(value(option, left));
        case "--state" -> state = Path.of(value(option, left));
        case "--seed" -> seed = number(option, value(option, left));
        case "--version" -> version = value(option, left);
        case "--token-env" -> {
          String name = value(option, left);
          token = secret(environment.apply(name), name);
        }
        default -> throw new IllegalArgumentException("no option " + option);
      }
    }
  }

  @Nullable Path state() {
    return state;
  }

  StandaloneProxy.Settings settings() {
    Options options = seed == null ? Options.DEFAULT : Options.DEFAULT.withSeed(seed);
    return new StandaloneProxy.Settings(
        new ControlOptions(
            listen, token, strict, proxyMetrics, runtimeMetrics, version, new SystemTime()),
        options,
        config);
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.next();
  }

  private static long number(String option, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(option + " is a whole number, not " + value, wrong);
    }
  }

  private static InetSocketAddress address(String value) {
    HostPort at =
        HostPort.of(value)
            .orElseThrow(() -> new IllegalArgumentException("--listen is HOST:PORT, not " + value));
    return at.host().isEmpty()
        ? new InetSocketAddress(at.port())
        : new InetSocketAddress(at.host(), at.port());
  }

  private static Secret secret(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("--token-env: there is no token in " + name);
    }
    return new Secret(value.strip());
  }
}
