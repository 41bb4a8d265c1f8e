package dev.gelada.proxy.client;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A {@code gelada proxy}. It keeps the deadline of a fault itself, and the name of a fault that was
 * ended is never taken again, so a request that comes late begins nothing.
 */
public final class ProxyClient implements ControlPoint {
  static final String ROOT = "/gelada/v1";

  private static final String PROXIES = ROOT + "/proxies";

  private final Wire wire;
  private final String id;
  private final String version;
  private final Place place;

  ProxyClient(Wire wire, String id, String version) {
    this.wire = wire;
    this.id = id;
    this.version = version;
    this.place = Location.place(wire.url(), id);
  }

  /** Tells this server from every other, also from one that ran there before. */
  public String id() {
    return id;
  }

  @Override
  public URI url() {
    return wire.url();
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public String words() {
    return "gelada proxy %s at %s".formatted(version, url());
  }

  @Override
  public Undo.Expiry expiry() {
    return Undo.Expiry.TARGET;
  }

  @Override
  public List<Endpoint> endpoints(Deadline deadline) throws IOException, InterruptedException {
    Wire.Reply reply = wire.send("GET", PROXIES, null, deadline);
    if (!reply.good()) {
      throw odd("list its proxies", reply);
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (JsonNode proxy : reply.json()) {
      endpoints.add(endpoint(proxy));
    }
    endpoints.sort(Comparator.comparing(Endpoint::name));
    return List.copyOf(endpoints);
  }

  @Override
  public Optional<Endpoint> endpoint(String name, Deadline deadline)
      throws IOException, InterruptedException {
    Wire.Reply reply = wire.send("GET", PROXIES + "/" + Wire.part(name), null, deadline);
    if (reply.status() == 404) {
      return Optional.empty();
    }
    if (!reply.good()) {
      throw odd("describe proxy " + name, reply);
    }
    return Optional.of(endpoint(reply.json()));
  }

  /**
   * Makes a proxy.
   *
   * @throws IOException if it refused; the message holds its reason
   */
  public void create(String name, String listen, String upstream, Deadline deadline)
      throws IOException, InterruptedException {
    Wire.Reply reply =
        wire.send(
            "POST",
            PROXIES,
            Map.of("name", name, "listen", listen, "upstream", upstream),
            deadline);
    if (!reply.good()) {
      throw odd("make proxy " + name, reply);
    }
  }

  private static Endpoint endpoint(JsonNode proxy) {
    return new Endpoint(
        proxy.path("name").asString(""),
        proxy.path("uid").asString(""),
        proxy.path("listen").asString(""),
        proxy.path("upstream").asString(""),
        proxy.path("enabled").asBoolean(false) && !proxy.path("address").asString("").isEmpty());
  }

  @Override
  public List<Refusal> unfit(FaultOrder order) {
    return List.of();
  }

  @Override
  public Effect set(FaultId fault, FaultOrder order, Deadline deadline)
      throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", order.type());
    body.put("direction", order.direction().word());
    body.put("probability", order.probability());
    body.put("attributes", order.attributes());
    body.put("endsAt", Objects.requireNonNull(order.endsAt(), "endsAt").toString());
    body.put("seed", order.seed());
    Wire.Reply reply = wire.send("PUT", path(fault), body, deadline);
    return switch (reply.status()) {
      case 200, 201 -> new Effect.Struck(Map.of("fault", fault.name(), "proxy", words()));
      case 404 -> untouched("identity", fault, "is gone: " + reply.error());
      case 409 ->
          reply.json().path("kind").asString("").equals("other-proxy")
              ? untouched("identity", fault, "is another one than was chosen: " + reply.error())
              : new Effect.Unknown("a fault of this strike's name is there: " + reply.error());
      case 410 -> untouched("ended", fault, "was told to end this strike: " + reply.error());
      case 422 -> untouched("lease", fault, "takes no fault that is over: " + reply.error());
      case 400 -> untouched("settings", fault, "does not take these settings: " + reply.error());
      default -> new Effect.Unknown("%s answered %s".formatted(url(), reply.error()));
    };
  }

  private static Effect untouched(String rule, FaultId fault, String reason) {
    return new Effect.Untouched(
        new Refusal(
            rule,
            "proxy %s %s.".formatted(fault.proxy(), reason),
            "Nothing was touched; run again."));
  }

  @Override
  public Undone end(FaultId fault, Deadline deadline) throws IOException, InterruptedException {
    Wire.Reply reply = wire.send("DELETE", path(fault) + "&for-good=true", null, deadline);
    if (reply.good()) {
      return new Undone.Restored(Map.of("fault", fault.name()));
    }
    if (reply.status() == 404 || reply.status() == 409) {
      return new Undone.Gone(
          "proxy %s of then is gone, and its faults with it: %s"
              .formatted(fault.proxy(), reply.error()));
    }
    throw odd("end fault " + fault.name(), reply);
  }

  private static String path(FaultId fault) {
    return "%s/%s/faults/%s?uid=%s"
        .formatted(
            PROXIES, Wire.part(fault.proxy()), Wire.part(fault.name()), Wire.part(fault.uid()));
  }

  private IOException odd(String doing, Wire.Reply reply) {
    return new IOException("%s did not %s: %s".formatted(url(), doing, reply.error()));
  }
}
