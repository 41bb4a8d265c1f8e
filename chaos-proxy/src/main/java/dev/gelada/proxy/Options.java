package dev.gelada.proxy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How proxies run.
 *
 * @param threads event loops; 0 for one for each processor
 * @param nativeTransport whether epoll is used where it is there, else NIO
 * @param dialWithin how long connecting to a server may take, names being looked up included
 * @param buffer bytes that all connections together may keep in memory; 0 for half of the JVM's
 *     direct memory, 512 MiB at most
 * @param seed of all chance; null for one drawn at the start
 * @param time the clock of deadlines
 */
public record Options(
    int threads,
    boolean nativeTransport,
    Duration dialWithin,
    long buffer,
    @Nullable Long seed,
    Timekeeper time) {
  /** The usual ones. */
  public static final Options DEFAULT =
      new Options(0, true, Duration.ofSeconds(10), 0, null, new SystemTime());

  public Options {
    Objects.requireNonNull(dialWithin, "dialWithin");
    Objects.requireNonNull(time, "time");
  }

  /** The same with another seed. */
  public Options withSeed(long other) {
    return new Options(threads, nativeTransport, dialWithin, buffer, other, time);
  }
}
