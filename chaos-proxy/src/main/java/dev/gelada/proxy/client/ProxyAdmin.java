package dev.gelada.proxy.client;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What people do with a server of proxies by hand: over Toxiproxy's routes, which a {@code gelada
 * proxy} has as well, and over our own for what Toxiproxy lacks. Every call blocks until it is
 * answered or its time is over; an {@link IOException} holds the server's words. Thread-safe.
 */
public final class ProxyAdmin {
  private static final String OURS = ProxyClient.ROOT + "/proxies";

  /** Line and column before each of a body's problems. */
  private static final Pattern PLACE = Pattern.compile("(?<=^|; )\\d+:\\d+ ");

  private final Wire wire;
  private final ControlPoint server;

  /**
   * A fault as it is asked for.
   *
   * @param name empty for type and direction joined by an underscore
   * @param type as the server names it
   * @param direction {@code upstream} or {@code downstream}
   * @param probability with which a connection gets it; null as it is, or for all
   * @param attributes numbers and words by name
   * @param lasts how long, {@code 30s}; empty for until it is removed
   */
  public record Wish(
      String name,
      String type,
      String direction,
      @Nullable Double probability,
      Map<String, Object> attributes,
      String lasts) {
    public Wish {
      Objects.requireNonNull(lasts, "lasts");
      name = name.isEmpty() ? type + "_" + direction : name;
      attributes = Map.copyOf(attributes);
    }
  }

  private ProxyAdmin(Wire wire, ControlPoint server) {
    this.wire = wire;
    this.server = server;
  }

  /** The server at that URL, asked who it is. */
  public static ProxyAdmin at(Controls controls, URI url, Deadline deadline)
      throws IOException, InterruptedException {
    return new ProxyAdmin(controls.wire(url), controls.at(url, deadline));
  }

  /** What it is, for people. */
  public String words() {
    return server.words();
  }

  private boolean isOurs() {
    return server instanceof ProxyClient;
  }

  /** All proxies, as the server describes them, sorted by name. */
  public List<JsonNode> proxies(Deadline deadline) throws IOException, InterruptedException {
    JsonNode all = good(wire.send("GET", isOurs() ? OURS : "/proxies", null, deadline)).json();
    List<JsonNode> proxies = new ArrayList<>();
    JsonNode list = isOurs() && all.has("proxies") ? all.path("proxies") : all;
    list.forEach(proxies::add);
    proxies.sort((a, b) -> name(a).compareTo(name(b)));
    return proxies;
  }

  private static String name(JsonNode proxy) {
    return proxy.path("name").asString("");
  }

  /** One proxy. */
  public JsonNode proxy(String name, Deadline deadline) throws IOException, InterruptedException {
    return good(wire.send("GET", path(name), null, deadline)).json();
  }

  private String path(String proxy) {
    return (isOurs() ? OURS : "/proxies") + "/" + Wire.part(proxy);
  }

  /** Makes a proxy. */
  public JsonNode create(String name, String listen, String upstream, Deadline deadline)
      throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("listen", listen);
    body.put("upstream", upstream);
    body.put("enabled", true);
    return good(wire.send("POST", "/proxies", body, deadline)).json();
  }

  /** Removes a proxy with its connections. */
  public void remove(String proxy, Deadline deadline) throws IOException, InterruptedException {
    good(wire.send("DELETE", "/proxies/" + Wire.part(proxy), null, deadline));
  }

  /** Adds a fault. */
  public JsonNode add(String proxy, Wish wish, Deadline deadline)
      throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", wish.type());
    body.put(isOurs() ? "direction" : "stream", wish.direction());
    body.put(
        isOurs() ? "probability" : "toxicity", Objects.requireNonNullElse(wish.probability(), 1.0));
    body.put("attributes", wish.attributes());
    if (isOurs()) {
      if (!wish.lasts().isEmpty()) {
        body.put("for", wish.lasts());
      }
      return good(wire.send("PUT", fault(proxy, wish.name()), body, deadline)).json();
    }
    if (!wish.lasts().isEmpty()) {
      throw new IOException(
          "%s keeps no deadlines; leave --for out and remove the fault yourself."
              .formatted(server.words()));
    }
    body.put("name", wish.name());
    return good(wire.send("POST", "/proxies/" + Wire.part(proxy) + "/toxics", body, deadline))
        .json();
  }

  private static String fault(String proxy, String fault) {
    return OURS + "/" + Wire.part(proxy) + "/faults/" + Wire.part(fault);
  }

  private static String toxic(String proxy, String fault) {
    return "/proxies/" + Wire.part(proxy) + "/toxics/" + Wire.part(fault);
  }

  /**
   * Gives a fault other settings; what is not named stays. Toxiproxy's route passes over names that
   * the fault does not know, so on a {@code gelada proxy} those are looked up before.
   */
  public JsonNode update(
      String proxy,
      String fault,
      Map<String, Object> attributes,
      @Nullable Double probability,
      Deadline deadline)
      throws IOException, InterruptedException {
    if (isOurs()) {
      knows(good(wire.send("GET", fault(proxy, fault), null, deadline)).json(), attributes);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("attributes", attributes);
    if (probability != null) {
      body.put("toxicity", probability);
    }
    return good(wire.send("POST", toxic(proxy, fault), body, deadline)).json();
  }

  private void knows(JsonNode fault, Map<String, Object> attributes) throws ServerRefused {
    List<String> known = List.copyOf(fault.path("attributes").propertyNames());
    for (String name : attributes.keySet()) {
      if (!known.contains(name)) {
        throw new ServerRefused(
            400,
            "%s: %s has no attribute '%s'; it has %s."
                .formatted(
                    server.words(),
                    fault.path("type").asString(""),
                    name,
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /** Removes a fault; what it kept goes on. */
  public void removeFault(String proxy, String fault, Deadline deadline)
      throws IOException, InterruptedException {
    good(wire.send("DELETE", toxic(proxy, fault), null, deadline));
  }

  /** Without places in a body that nobody but us wrote. */
  private static String withoutPlaces(String problems) {
    return PLACE.matcher(problems).replaceAll("").replace("attributes : ", "");
  }

  private Wire.Reply good(Wire.Reply reply) throws IOException {
    if (!reply.good()) {
      throw new ServerRefused(
          reply.status(), "%s: %s.".formatted(server.words(), withoutPlaces(reply.error())));
    }
    return reply;
  }
}
