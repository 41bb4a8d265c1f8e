package dev.gelada.bench;

import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The kinds of work, each of which fills one row or several. */
final class ProxyRows {
  /** Delays whose throughput is measured, in milliseconds. */
  static final List<Integer> SLOW = List.of(100, 500, 1000);

  /** Delays whose accuracy is measured, in milliseconds. */
  static final List<Integer> EXACT = List.of(5, 50, 100, 500);

  private static final int IDLE = 2000;
  private static final double NANOS_A_MICRO = 1e3;
  private static final double NANOS_A_MILLI = 1e6;

  private final ProxyServers servers;
  private final ProxyFigures figures;
  private final boolean quick;

  ProxyRows(ProxyServers servers, ProxyFigures figures, boolean quick) {
    this.servers = servers;
    this.figures = figures;
    this.quick = quick;
  }

  /** One kind of work, done by one contender once. */
  interface Work {
    void measure(ProxyContender contender) throws Exception;
  }

  /** How many MiB one stream moves a second, and what that costs. */
  void bulk(ProxyContender contender) throws Exception {
    long bytes = (quick ? 1L : 2L) << 30;
    int port = contender.through(servers.bulk());
    double before = contender.isDirect() ? 0 : contender.cpu();
    figures.more("bulk up, MiB/s", contender, ProxyLoads.up(port, bytes));
    double between = contender.isDirect() ? 0 : contender.cpu();
    figures.more("bulk down, MiB/s", contender, ProxyLoads.down(port, bytes));
    if (!contender.isDirect()) {
      double gib = bytes / (double) (1 << 30);
      double after = contender.cpu();
      figures.less("CPU up, ms/GiB", contender, (between - before) * 1e3 / gib);
      figures.less("CPU down, ms/GiB", contender, (after - between) * 1e3 / gib);
    }
  }

  /** How many requests 16 connections get answered. */
  void http(ProxyContender contender) throws Exception {
    int port = contender.through(servers.http());
    long nanos = TimeUnit.MILLISECONDS.toNanos(quick ? 1500 : 4000);
    double before = contender.isDirect() ? 0 : contender.cpu();
    long requests = ProxyLoads.requests(port, 16, nanos);
    figures.more("HTTP, 16 connections, requests/s", contender, requests * 1e9 / nanos);
    if (!contender.isDirect()) {
      figures.less("CPU, us/request", contender, (contender.cpu() - before) * 1e6 / requests);
    }
  }

  /** What a proxy adds to a round trip when there is little to do. */
  void echo(ProxyContender contender) throws Exception {
    int port = contender.through(servers.echo());
    int rate = 1000;
    double before = contender.isDirect() ? 0 : contender.cpu();
    int count = rate * (quick ? 2 : 5);
    long[] nanos = ProxyEchoes.intended(port, 16, rate, count);
    double half = ProxyEchoes.quantile(nanos, .5) / NANOS_A_MICRO;
    double most = ProxyEchoes.quantile(nanos, .99) / NANOS_A_MICRO;
    figures.less("echo at 1,000/s, p50 us", contender, half);
    figures.less("echo at 1,000/s, p99 us", contender, most);
    if (!contender.isDirect()) {
      figures.less("CPU, us/echo", contender, (contender.cpu() - before) * 1e6 / count);
    }
  }

  /** How many connections are made, used for one byte, and closed. */
  void connections(ProxyContender contender) throws Exception {
    int port = contender.through(servers.echo());
    int count = quick ? 2000 : 5000;
    double before = contender.isDirect() ? 0 : contender.cpu();
    double rate = ProxyLoads.connections(port, count, 4);
    figures.more("connections/s", contender, rate);
    if (!contender.isDirect()) {
      figures.less("CPU, us/connection", contender, (contender.cpu() - before) * 1e6 / count);
    }
  }

  /** How much flows under a delay, when the pipe is full. */
  void slow(ProxyContender contender) throws Exception {
    if (contender.isDirect()) {
      return;
    }
    int port = contender.through(servers.bulk());
    for (int millis : SLOW) {
      long delay = TimeUnit.MILLISECONDS.toNanos(millis);
      long window = Math.max((quick ? 2 : 4) * delay, TimeUnit.SECONDS.toNanos(quick ? 1 : 3));
      contender.delay(servers.bulk(), millis);
      try {
        figures.more(
            "%,d ms latency, MiB/s".formatted(millis),
            contender,
            ProxyLoads.steady(port, 2 * delay + TimeUnit.MILLISECONDS.toNanos(500), window));
      } finally {
        contender.free(servers.bulk());
      }
    }
  }

  /** How far from what was asked for a delay is. */
  void exact(ProxyContender contender) throws Exception {
    if (contender.isDirect()) {
      return;
    }
    int port = contender.through(servers.echo());
    for (int millis : EXACT) {
      contender.delay(servers.echo(), millis);
      try {
        long[] nanos = ProxyEchoes.sent(port, 32, 200, quick ? 200 : 600);
        String row = "%d ms delay, ".formatted(millis);
        figures.less(
            row + "error mean ms", contender, ProxyEchoes.mean(nanos) / NANOS_A_MILLI - millis);
        figures.less(
            row + "error p50 ms",
            contender,
            ProxyEchoes.quantile(nanos, .5) / NANOS_A_MILLI - millis);
        figures.less(
            row + "error p99 ms",
            contender,
            ProxyEchoes.quantile(nanos, .99) / NANOS_A_MILLI - millis);
      } finally {
        contender.free(servers.echo());
      }
    }
  }

  /** What a process has in use that was started for this, and what idle connections add. */
  void memory(ProxyContender fresh) throws Exception {
    Thread.sleep(1000);
    double before = fresh.resident();
    List<SocketChannel> open = ProxyLoads.idle(fresh.through(servers.echo()), IDLE);
    try {
      Thread.sleep(1000);
      figures.less("memory at the start, MiB", fresh, before / 1024);
      figures.less(
          String.format(Locale.ROOT, "%,d idle connections, KiB each", IDLE),
          fresh,
          (fresh.resident() - before) / IDLE);
    } finally {
      open.forEach(ProxyLoads::closed);
    }
  }
}
