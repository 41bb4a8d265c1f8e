package dev.gelada.proxy.control;

import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.Counters;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What went through the proxies, as Prometheus reads it: Toxiproxy's counters and ours, live. */
final class MetricsRoute {
  private final Proxies proxies;
  private final boolean traffic;
  private final boolean runtime;

  /**
   * @param traffic whether proxies and faults are counted
   * @param runtime whether this process is shown
   */
  MetricsRoute(Proxies proxies, boolean traffic, boolean runtime) {
    this.proxies = proxies;
    this.traffic = traffic;
    this.runtime = runtime;
  }

  void join(Routes routes) {
    routes.add("", "/metrics", (call, names) -> Answer.text(Exposition.TYPE, text()));
  }

  private String text() {
    Exposition text = new Exposition();
    if (traffic) {
      List<Proxy> all = proxies.all();
      bytes(text, all);
      connections(text, all);
      faults(text, all);
      text.family(
          "gelada_proxy_buffered_bytes", "gauge", "Bytes of all connections that wait in memory");
      text.sample(proxies.bufferUsed());
    }
    if (runtime) {
      process(text);
    }
    return text.toString();
  }

  /** Toxiproxy's two; it counts them when a connection ends. */
  private static void bytes(Exposition text, List<Proxy> all) {
    text.family("toxiproxy_proxy_received_bytes_total", "counter", "Bytes received, by direction");
    for (Proxy proxy : all) {
      Counters counters = proxy.counters();
      text.sample(counters.upstreamReceived(), labels(proxy, "upstream"));
      text.sample(counters.downstreamReceived(), labels(proxy, "downstream"));
    }
    text.family("toxiproxy_proxy_sent_bytes_total", "counter", "Bytes sent, by direction");
    for (Proxy proxy : all) {
      Counters counters = proxy.counters();
      text.sample(counters.upstreamSent(), labels(proxy, "upstream"));
      text.sample(counters.downstreamSent(), labels(proxy, "downstream"));
    }
  }

  private static String[] labels(Proxy proxy, String direction) {
    return new String[] {
      "direction", direction,
      "listener", proxy.listen(),
      "proxy", proxy.name(),
      "upstream", proxy.upstream()
    };
  }

  private static void connections(Exposition text, List<Proxy> all) {
    text.family("gelada_proxy_connections_open", "gauge", "Connections that are open");
    all.forEach(proxy -> text.sample(proxy.counters().open(), "proxy", proxy.name()));
    text.family("gelada_proxy_connections_accepted_total", "counter", "Connections accepted");
    all.forEach(proxy -> text.sample(proxy.counters().accepted(), "proxy", proxy.name()));
    text.family(
        "gelada_proxy_dial_failures_total",
        "counter",
        "Connections that ended because the server could not be reached");
    all.forEach(proxy -> text.sample(proxy.counters().undialled(), "proxy", proxy.name()));
  }

  private static void faults(Exposition text, List<Proxy> all) {
    text.family(
        "gelada_proxy_fault_applied_total",
        "counter",
        "How often a fault acted: pieces delayed, cut, damaged or dropped, connections ended");
    for (Proxy proxy : all) {
      proxy.faults().forEach(fault -> text.sample(fault.applied(), labels(proxy, fault)));
    }
    text.family("gelada_proxy_fault_connections_total", "counter", "Connections that got a fault");
    for (Proxy proxy : all) {
      proxy.faults().forEach(fault -> text.sample(fault.connections(), labels(proxy, fault)));
    }
  }

  private static String[] labels(Proxy proxy, ActiveFault fault) {
    return new String[] {
      "fault", fault.spec().name(),
      "proxy", proxy.name(),
      "type", fault.spec().type().name()
    };
  }

  private static void process(Exposition text) {
    Runtime jvm = Runtime.getRuntime();
    text.family("gelada_process_heap_used_bytes", "gauge", "Bytes used of the Java heap");
    text.sample(jvm.totalMemory() - jvm.freeMemory());
    text.family("gelada_process_heap_max_bytes", "gauge", "Bytes that the Java heap may take");
    text.sample(jvm.maxMemory());
    text.family("gelada_process_threads", "gauge", "Threads");
    text.sample(ManagementFactory.getThreadMXBean().getThreadCount());
    text.family("gelada_process_uptime_seconds", "gauge", "Seconds since the start");
    text.sample(ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
  }
}
