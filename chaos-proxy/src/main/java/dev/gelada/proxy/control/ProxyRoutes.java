package dev.gelada.proxy.control;

import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.ProxyTrouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Toxiproxy's routes for proxies, one by one and as a whole. */
final class ProxyRoutes {
  private final Proxies proxies;
  private final boolean strict;

  ProxyRoutes(Proxies proxies, boolean strict) {
    this.proxies = proxies;
    this.strict = strict;
  }

  void join(Routes routes) {
    routes
        .add("POST", "/reset", this::reset)
        .add("GET", "/proxies", this::list)
        .add("POST", "/proxies", this::create)
        .add("GET", "/proxies/{}", this::show)
        .add("POST PATCH", "/proxies/{}", this::change)
        .add("DELETE", "/proxies/{}", this::remove);
  }

  private Answer reset(Call call, List<String> names) throws ProxyTrouble {
    proxies.reset();
    return Answer.empty(204);
  }

  private Answer list(Call call, List<String> names) {
    Map<String, Object> all = new LinkedHashMap<>();
    proxies.all().forEach(proxy -> all.put(proxy.name(), Shown.proxy(proxy)));
    return Answer.json(200, all);
  }

  private Answer create(Call call, List<String> names) throws Declined, ProxyTrouble {
    Json body = Bodies.first(call);
    ProxyBody wanted = ProxyBody.of(body);
    if (wanted.name().isEmpty()) {
      throw Declined.missing("name");
    }
    if (wanted.upstream().isEmpty()) {
      throw Declined.missing("upstream");
    }
    new Strictness(strict).known(body, ProxyBody.KNOWN, ProxyBody.SENT_ALONG).enforce();
    ProxySpec spec = wanted.spec();
    return Answer.json(201, Shown.proxy(proxies.create(spec)));
  }

  private Answer show(Call call, List<String> names) throws Declined {
    return Answer.json(200, Shown.proxy(proxy(names)));
  }

  private Answer change(Call call, List<String> names) throws Declined, ProxyTrouble {
    Proxy proxy = proxy(names);
    Json body = Bodies.first(call);
    Fields fields = Fields.of(body, ProxyBody.KNOWN);
    new Strictness(strict).known(body, ProxyBody.KNOWN, ProxyBody.SENT_ALONG).enforce();
    Boolean enabled = fields.flag("enabled").orElse(null);
    String listen = null;
    if (fields.has("listen")) {
      listen = moved(proxy, fields.text("listen").orElse(""), enabled);
    }
    proxy.change(listen, fields.text("upstream").orElse(null), enabled);
    return Answer.json(200, Shown.proxy(proxy));
  }

  /** Where it is to listen instead; null if that is where it listens. */
  private static @Nullable String moved(Proxy proxy, String to, @Nullable Boolean enabled)
      throws Declined {
    try {
      String resolved = Listen.resolved(to);
      if (resolved.equals(proxy.listen())) {
        return null;
      }
      return (enabled == null ? proxy.enabled() : enabled) ? resolved : to;
    } catch (Listen.Unresolved wrong) {
      throw wrong.declined();
    }
  }

  private Answer remove(Call call, List<String> names) throws Declined {
    if (!proxies.remove(names.get(0))) {
      throw Declined.noProxy();
    }
    return Answer.empty(204);
  }

  private Proxy proxy(List<String> names) throws Declined {
    return proxies.proxy(names.get(0)).orElseThrow(Declined::noProxy);
  }
}
