package dev.gelada.proxy.control;

import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the control API is served.
 *
 * @param bind where; whoever reaches it can break what goes through the proxies
 * @param token without which nobody is answered; null to answer everybody
 * @param strict whether Toxiproxy's routes refuse what Toxiproxy lets pass: unknown fields and
 *     attributes, values outside their range
 * @param proxyMetrics whether {@code /metrics} counts traffic and faults
 * @param runtimeMetrics whether {@code /metrics} shows this process
 * @param version as {@code /version} says it
 * @param time the clock that deadlines are counted from
 */
public record ControlOptions(
    InetSocketAddress bind,
    @Nullable Secret token,
    boolean strict,
    boolean proxyMetrics,
    boolean runtimeMetrics,
    String version,
    Timekeeper time) {
  /** Toxiproxy's port. */
  public static final int PORT = 8474;

  /** On loopback, open to this machine, as lenient as Toxiproxy. */
  public static final ControlOptions DEFAULT =
      new ControlOptions(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT),
          null,
          false,
          false,
          false,
          "dev",
          new SystemTime());

  public ControlOptions {
    Objects.requireNonNull(bind, "bind");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(time, "time");
  }

  /** The same at another place. */
  public ControlOptions at(InetSocketAddress other) {
    return new ControlOptions(other, token, strict, proxyMetrics, runtimeMetrics, version, time);
  }

  /** The same for those who know the token. */
  public ControlOptions withToken(Secret secret) {
    return new ControlOptions(bind, secret, strict, proxyMetrics, runtimeMetrics, version, time);
  }

  /** The same, but strict. */
  public ControlOptions strictly() {
    return new ControlOptions(bind, token, true, proxyMetrics, runtimeMetrics, version, time);
  }

  /** The same with another version. */
  public ControlOptions saying(String other) {
    return new ControlOptions(bind, token, strict, proxyMetrics, runtimeMetrics, other, time);
  }

  /** The same with metrics of both kinds. */
  public ControlOptions withMetrics() {
    return new ControlOptions(bind, token, strict, true, true, version, time);
  }
}
