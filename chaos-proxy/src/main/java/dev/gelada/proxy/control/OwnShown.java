package dev.gelada.proxy.control;

import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.Counters;
import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Proxies and faults as our own routes show them: all that is known, counters included. */
final class OwnShown {
  private final Instant now;

  OwnShown(Instant now) {
    this.now = now;
  }

  Map<String, Object> proxy(Proxy proxy) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", proxy.name());
    shown.put("uid", proxy.uid());
    shown.put("listen", proxy.listen());
    shown.put("address", proxy.address().map(OwnShown::text).orElse(null));
    shown.put("upstream", proxy.upstream());
    shown.put("enabled", proxy.enabled());
    shown.put("counters", counters(proxy.counters()));
    shown.put("faults", proxy.faults().stream().map(this::fault).toList());
    return shown;
  }

  Map<String, Object> fault(ActiveFault fault) {
    FaultSpec spec = fault.spec();
    Instant ends = spec.endsAt();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", spec.name());
    shown.put("type", spec.type().name());
    shown.put("direction", spec.direction().word());
    shown.put("probability", spec.probability());
    shown.put("attributes", spec.attributes().all());
    shown.put("endsAt", ends == null ? null : ends.toString());
    shown.put(
        "remainingMillis",
        ends == null ? null : Math.max(0, Duration.between(now, ends).toMillis()));
    shown.put("connections", fault.connections());
    shown.put("applied", fault.applied());
    shown.put("seed", spec.seed());
    return shown;
  }

  private static Map<String, Object> counters(Counters counters) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("accepted", counters.accepted());
    shown.put("open", counters.open());
    shown.put("undialled", counters.undialled());
    shown.put("upstreamReceived", counters.upstreamReceived());
    shown.put("upstreamSent", counters.upstreamSent());
    shown.put("downstreamReceived", counters.downstreamReceived());
    shown.put("downstreamSent", counters.downstreamSent());
    return shown;
  }

  private static String text(InetSocketAddress address) {
    return Addresses.text(address);
  }
}
