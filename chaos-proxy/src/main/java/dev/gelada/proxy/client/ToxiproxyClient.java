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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A Toxiproxy of version 2. It knows no deadlines, so only Gelada ends a fault there. Proxies have
 * no identity but their name and addresses, and which server runs at a URL is not told: one that
 * was started again with the same proxies counts as the same, without the faults.
 */
public final class ToxiproxyClient implements ControlPoint {
  private static final Set<String> TOXICS =
      Set.of("latency", "bandwidth", "slow_close", "timeout", "reset_peer", "slicer", "limit_data");

  /** Not a toxic there, but a proxy that is disabled. */
  private static final String DOWN = "down";

  private final Wire wire;
  private final String version;

  ToxiproxyClient(Wire wire, String version) {
    this.wire = wire;
    this.version = version;
  }

  @Override
  public URI url() {
    return wire.url();
  }

  @Override
  public Place place() {
    return Location.place(url(), "toxiproxy");
  }

  @Override
  public String words() {
    return "Toxiproxy %s at %s".formatted(version, url());
  }

  @Override
  public Undo.Expiry expiry() {
    return Undo.Expiry.ATTENDED;
  }

  @Override
  public List<Endpoint> endpoints(Deadline deadline) throws IOException, InterruptedException {
    Wire.Reply reply = wire.send("GET", "/proxies", null, deadline);
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
    Wire.Reply reply = wire.send("GET", path(name), null, deadline);
    if (reply.status() == 404) {
      return Optional.empty();
    }
    if (!reply.good()) {
      throw odd("describe proxy " + name, reply);
    }
    return Optional.of(endpoint(reply.json()));
  }

  private static Endpoint endpoint(JsonNode proxy) {
    String name = proxy.path("name").asString("");
    String listen = proxy.path("listen").asString("");
    String upstream = proxy.path("upstream").asString("");
    return new Endpoint(
        name,
        "%s %s>%s".formatted(name, listen, upstream),
        listen,
        upstream,
        proxy.path("enabled").asBoolean(false));
  }

  @Override
  public List<Refusal> unfit(FaultOrder order) {
    if (!TOXICS.contains(order.type()) && !order.type().equals(DOWN)) {
      return List.of(lacks("the fault " + order.type()));
    }
    return order.attributes().entrySet().stream()
        .filter(setting -> setting.getValue() instanceof String)
        .filter(setting -> !setting.getValue().equals("uniform"))
        .map(setting -> lacks("%s: %s".formatted(setting.getKey(), setting.getValue())))
        .toList();
  }

  private Refusal lacks(String what) {
    return new Refusal(
        "toxiproxy",
        "%s does not have %s.".formatted(words(), what),
        "Run `gelada proxy` in its place: the same API, and this as well.");
  }

  @Override
  public Effect set(FaultId fault, FaultOrder order, Deadline deadline)
      throws IOException, InterruptedException {
    Optional<Endpoint> now = endpoint(fault.proxy(), deadline);
    if (now.isEmpty() || !now.get().uid().equals(fault.uid())) {
      return new Effect.Untouched(
          new Refusal(
              "identity",
              "proxy %s is gone or another one than was chosen.".formatted(fault.proxy()),
              "Nothing was touched; run again."));
    }
    return order.type().equals(DOWN)
        ? disable(fault, now.get(), deadline)
        : add(fault, order, deadline);
  }

  private Effect add(FaultId fault, FaultOrder order, Deadline deadline)
      throws IOException, InterruptedException {
    Wire.Reply reply =
        wire.send(
            "POST",
            path(fault.proxy()) + "/toxics",
            Map.of(
                "name", fault.name(),
                "type", order.type(),
                "stream", order.direction().word(),
                "toxicity", order.probability(),
                "attributes", numbers(order)),
            deadline);
    return reply.good()
        ? new Effect.Struck(Map.of("toxic", fault.name(), "proxy", words()))
        : answered(reply);
  }

  private static Map<String, Object> numbers(FaultOrder order) {
    Map<String, Object> numbers = new java.util.LinkedHashMap<>(order.attributes());
    numbers.values().removeIf(String.class::isInstance);
    return numbers;
  }

  private Effect disable(FaultId fault, Endpoint now, Deadline deadline)
      throws IOException, InterruptedException {
    if (!now.listening()) {
      return new Effect.Untouched(
          new Refusal(
              "already-down",
              "proxy %s is disabled, and not by this strike.".formatted(now.name()),
              "Enable it first."));
    }
    Wire.Reply reply = wire.send("POST", path(fault.proxy()), Map.of("enabled", false), deadline);
    return reply.good()
        ? new Effect.Struck(Map.of("enabled", "false", "proxy", words()))
        : answered(reply);
  }

  /** What is the server's own failure may have happened all the same. */
  private Effect answered(Wire.Reply reply) {
    return reply.status() == 400 || reply.status() == 404
        ? new Effect.Untouched(
            new Refusal(
                "toxiproxy",
                "%s refused: %s.".formatted(words(), reply.error()),
                "Nothing was touched; run again."))
        : new Effect.Unknown("%s answered %s".formatted(url(), reply.error()));
  }

  @Override
  public Undone end(FaultId fault, Deadline deadline) throws IOException, InterruptedException {
    Optional<Endpoint> now = endpoint(fault.proxy(), deadline);
    if (now.isEmpty() || !now.get().uid().equals(fault.uid())) {
      return new Undone.Gone(
          "proxy %s of then is gone, and its toxics with it".formatted(fault.proxy()));
    }
    Wire.Reply reply =
        fault.type().equals(DOWN)
            ? wire.send("POST", path(fault.proxy()), Map.of("enabled", true), deadline)
            : wire.send(
                "DELETE",
                path(fault.proxy()) + "/toxics/" + Wire.part(fault.name()),
                null,
                deadline);
    if (reply.good() || reply.status() == 404) {
      return new Undone.Restored(Map.of("toxic", fault.name()));
    }
    throw odd("end " + fault.name(), reply);
  }

  private static String path(String proxy) {
    return "/proxies/" + Wire.part(proxy);
  }

  private IOException odd(String doing, Wire.Reply reply) {
    return new IOException("%s did not %s: %s".formatted(url(), doing, reply.error()));
  }
}
