package dev.gelada.proxy.control;

import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.fault.Attribute;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Proxies and faults as Toxiproxy shows them: its keys in its order, and nothing of our own. */
final class Shown {
  private Shown() {}

  static Map<String, Object> proxy(Proxy proxy) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", proxy.name());
    shown.put("listen", proxy.listen());
    shown.put("upstream", proxy.upstream());
    shown.put("enabled", proxy.enabled());
    shown.put("toxics", toxics(proxy));
    return shown;
  }

  /** Those upstream first, else in the order in which they were added. */
  static List<Object> toxics(Proxy proxy) {
    return proxy.faults().stream()
        .map(ActiveFault::spec)
        .sorted(Comparator.comparing(FaultSpec::direction))
        .<Object>map(Shown::toxic)
        .toList();
  }

  static Map<String, Object> toxic(FaultSpec spec) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("attributes", attributes(spec));
    shown.put("name", spec.name());
    shown.put("type", spec.type().name());
    shown.put("stream", spec.direction().word());
    shown.put("toxicity", new Real(spec.probability()));
    return shown;
  }

  private static Map<String, Object> attributes(FaultSpec spec) {
    Map<String, Object> shown = new LinkedHashMap<>(spec.attributes().all());
    spec.type().attributes().stream()
        .filter(Attribute::own)
        .forEach(attribute -> shown.remove(attribute.name()));
    return shown;
  }
}
