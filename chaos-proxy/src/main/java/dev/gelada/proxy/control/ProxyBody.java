package dev.gelada.proxy.control;

import dev.gelada.proxy.ProxySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A proxy as a request of Toxiproxy's clients gives it; what is missing is empty. */
record ProxyBody(String name, String listen, String upstream, boolean enabled) {
  static final Map<String, Fields.Kind> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("name", Fields.Kind.TEXT);
    KNOWN.put("listen", Fields.Kind.TEXT);
    KNOWN.put("upstream", Fields.Kind.TEXT);
    KNOWN.put("enabled", Fields.Kind.FLAG);
  }

  /** Shown by Toxiproxy and sent back by its Go client, but never taken. */
  static final Set<String> SENT_ALONG = Set.of("toxics", "Logger");

  static ProxyBody of(Json body) throws Declined {
    Fields fields = Fields.of(body, KNOWN);
    return new ProxyBody(
        fields.text("name").orElse(""),
        fields.text("listen").orElse(""),
        fields.text("upstream").orElse(""),
        fields.flag("enabled").orElse(true));
  }

  /**
   * What is to be made: one that is disabled keeps the text of where it is to listen.
   *
   * @throws Declined if it is enabled and cannot listen there
   */
  ProxySpec spec() throws Declined {
    try {
      String where = enabled ? Listen.resolved(listen) : listen;
      return new ProxySpec(name, where, upstream, enabled, List.of());
    } catch (Listen.Unresolved wrong) {
      throw wrong.listening();
    }
  }
}
