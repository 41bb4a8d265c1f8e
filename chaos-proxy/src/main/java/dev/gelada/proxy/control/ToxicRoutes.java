package dev.gelada.proxy.control;

import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxyTrouble;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Toxiproxy's routes for the toxics of one proxy. */
final class ToxicRoutes {
  private final Proxies proxies;
  private final boolean strict;
  private final Object changing = new Object();

  ToxicRoutes(Proxies proxies, boolean strict) {
    this.proxies = proxies;
    this.strict = strict;
  }

  void join(Routes routes) {
    routes
        .add("GET", "/proxies/{}/toxics", this::list)
        .add("POST", "/proxies/{}/toxics", this::add)
        .add("GET", "/proxies/{}/toxics/{}", this::show)
        .add("POST PATCH", "/proxies/{}/toxics/{}", this::change)
        .add("DELETE", "/proxies/{}/toxics/{}", this::remove);
  }

  private Answer list(Call call, List<String> names) throws Declined {
    return Answer.json(200, Shown.toxics(proxy(names)));
  }

  private Answer show(Call call, List<String> names) throws Declined {
    return shown(fault(proxy(names), names.get(1)));
  }

  private Answer add(Call call, List<String> names) throws Declined, ProxyTrouble {
    Proxy proxy = proxy(names);
    Json body = Bodies.first(call);
    Fields fields = Fields.of(body, ToxicBody.NEW);
    Optional<String> given = fields.text("stream");
    Optional<Direction> said = given.flatMap(Direction::of);
    if (given.isPresent() && said.isEmpty()) {
      throw new Declined(
          400, "bad-request", "stream was invalid, can be either upstream or downstream");
    }
    FaultType type =
        fields
            .text("type")
            .flatMap(FaultTypes::named)
            .orElseThrow(() -> new Declined(400, "bad-request", "invalid toxic type"));
    Direction direction = said.orElseGet(type::usually);
    String name =
        fields
            .text("name")
            .filter(text -> !text.isEmpty())
            .orElse(type.name() + "_" + given.orElse(direction.word()));
    if (proxy.fault(name).isPresent()) {
      throw new Declined(409, "fault-exists", "toxic already exists");
    }
    double toxicity = fields.real("toxicity").orElse(1.0);
    Attributes attributes =
        Attributes.of(type, ToxicBody.attributes(fields.object("attributes"), type));
    new Strictness(strict)
        .known(body, ToxicBody.NEW, Set.of())
        .toxicity(toxicity)
        .all(ToxicBody.problems(fields.object("attributes"), type))
        .enforce();
    return shown(proxy.add(new FaultSpec(name, type, direction, toxicity, attributes, null, null)));
  }

  private Answer change(Call call, List<String> names) throws Declined, ProxyTrouble {
    Proxy proxy = proxy(names);
    // each change begins with the values that the one before has left
    synchronized (changing) {
      FaultSpec now = fault(proxy, names.get(1)).spec();
      Json body = Bodies.first(call);
      Fields fields = Fields.of(body, ToxicBody.CHANGE);
      double toxicity = fields.real("toxicity").orElse(now.probability());
      Attributes attributes =
          now.attributes()
              .with(now.type(), ToxicBody.attributes(fields.object("attributes"), now.type()));
      new Strictness(strict)
          .known(body, ToxicBody.CHANGE, ToxicBody.SENT_ALONG)
          .toxicity(toxicity)
          .all(ToxicBody.problems(fields.object("attributes"), now.type()))
          .enforce();
      return shown(proxy.change(now.name(), attributes, toxicity));
    }
  }

  private Answer remove(Call call, List<String> names) throws Declined, ProxyTrouble {
    if (!proxy(names).remove(names.get(1))) {
      throw Declined.noToxic();
    }
    return Answer.empty(204);
  }

  private Proxy proxy(List<String> names) throws Declined {
    return proxies.proxy(names.get(0)).orElseThrow(Declined::noProxy);
  }

  private static ActiveFault fault(Proxy proxy, String name) throws Declined {
    return proxy.fault(name).orElseThrow(Declined::noToxic);
  }

  private static Answer shown(ActiveFault fault) {
    return Answer.json(200, Shown.toxic(fault.spec()));
  }
}
