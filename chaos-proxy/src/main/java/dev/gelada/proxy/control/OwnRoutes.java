package dev.gelada.proxy.control;

import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.ProxyTrouble;
import dev.gelada.proxy.fault.Attribute;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our own routes for the server and its proxies: always strict, and faults are made together with
 * their proxy.
 */
final class OwnRoutes {
  private static final String ROOT = "/gelada/v1";

  private final Proxies proxies;
  private final Map<String, Object> about = new LinkedHashMap<>();
  private final InstantSource clock;

  OwnRoutes(Proxies proxies, String version, InstantSource clock) {
    this.proxies = proxies;
    this.clock = clock;
    Instant started = clock.instant();
    about.put("id", proxies.id());
    about.put("version", version);
    about.put("seed", proxies.seed());
    about.put("startedAt", started.toString());
    about.put("pid", ProcessHandle.current().pid());
  }

  /** Whether that path is one of ours, there or not. */
  static boolean covers(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  void join(Routes routes) {
    routes
        .add("GET", ROOT, (call, names) -> Answer.json(200, about))
        .add("GET", ROOT + "/faults", (call, names) -> Answer.json(200, types()))
        .add("GET", ROOT + "/proxies", this::list)
        .add("POST", ROOT + "/proxies", this::create)
        .add("GET", ROOT + "/proxies/{}", this::show)
        .add("DELETE", ROOT + "/proxies/{}", this::remove);
    new OwnFaultRoutes(proxies, clock).join(routes, ROOT);
  }

  private Answer list(Call call, List<String> names) {
    OwnShown shown = new OwnShown(clock.instant());
    return Answer.json(200, proxies.all().stream().map(shown::proxy).toList());
  }

  private Answer show(Call call, List<String> names) throws Declined {
    return Answer.json(200, new OwnShown(clock.instant()).proxy(named(proxies, names.get(0))));
  }

  private Answer create(Call call, List<String> names) throws Declined, ProxyTrouble {
    List<String> problems = new ArrayList<>();
    Optional<ProxySpec> spec = new Wanted(clock).proxy(only(call), "", true, problems);
    ProxySpec wanted = spec.orElseThrow(() -> wrong(problems));
    for (FaultSpec fault : wanted.faults()) {
      OwnFaultRoutes.inTime(fault, clock.instant());
    }
    Proxy proxy = proxies.create(wanted);
    return Answer.json(201, new OwnShown(clock.instant()).proxy(proxy));
  }

  private Answer remove(Call call, List<String> names) throws Declined {
    Optional<String> uid = call.asked("uid");
    if (uid.isPresent()) {
      sameAs(uid, named(proxies, names.get(0)));
    }
    if (!proxies.remove(names.get(0))) {
      throw noProxy(names.get(0));
    }
    return Answer.empty(204);
  }

  private static List<Object> types() {
    List<Object> types = new ArrayList<>();
    for (FaultType type : FaultTypes.all()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("type", type.name());
      shown.put("doc", type.doc());
      shown.put("toxic", type.isToxic());
      shown.put("attributes", type.attributes().stream().map(OwnRoutes::attribute).toList());
      types.add(shown);
    }
    return types;
  }

  private static Map<String, Object> attribute(Attribute attribute) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", attribute.name());
    shown.put("doc", attribute.doc());
    if (attribute.isWord()) {
      shown.put("choices", attribute.choices());
    } else {
      shown.put("unit", attribute.unit());
      shown.put("least", attribute.least());
      shown.put("most", attribute.most());
    }
    return shown;
  }

  static Proxy named(Proxies proxies, String name) throws Declined {
    return proxies.proxy(name).orElseThrow(() -> noProxy(name));
  }

  /** Ends the request if another proxy of that name was meant. */
  static void sameAs(Optional<String> uid, Proxy proxy) throws Declined {
    if (uid.isPresent() && !uid.get().equals(proxy.uid())) {
      throw new Declined(
          409,
          "other-proxy",
          "proxy '%s' is %s, not %s".formatted(proxy.name(), proxy.uid(), uid.get()));
    }
  }

  static Json only(Call call) throws Declined {
    try {
      return JsonReader.only(call.body());
    } catch (JsonReader.Unreadable wrong) {
      throw wrong(List.of(wrong.at() + " " + wrong.getMessage()));
    }
  }

  static Declined wrong(List<String> problems) {
    return new Declined(400, "bad-request", String.join("; ", problems));
  }

  private static Declined noProxy(String name) {
    return new Declined(404, "no-proxy", "no proxy '" + name + "'");
  }
}
