package dev.gelada.proxy.client;

import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The way to control APIs of proxies, with the tokens for them. Thread-safe. */
public final class Controls {
  /** Holds the token for servers whose token no file names. */
  public static final String TOKEN = "GELADA_PROXY_TOKEN";

  private final HttpClient http;
  private final Ambient ambient;
  private final Map<URI, Secret> tokens = new ConcurrentHashMap<>();

  public Controls(HttpClient http, Ambient ambient) {
    this.http = http;
    this.ambient = ambient;
  }

  /** The clock. */
  public Timekeeper time() {
    return ambient.time();
  }

  /** The variables of this process. */
  public Map<String, String> environment() {
    return ambient.environment();
  }

  /** Where proxies that were started for good keep their files. */
  public Path folder() {
    return ambient.stateFolder().resolve("proxy").toAbsolutePath();
  }

  /** From now on this token goes with every request to that server. */
  public void token(URI url, Secret token) {
    tokens.put(url, token);
  }

  /**
   * The server at that URL, asked who it is; empty when nobody listens there.
   *
   * @throws IOException if that could not be found out, or it is neither a {@code gelada proxy} nor
   *     a Toxiproxy
   */
  public Optional<ControlPoint> find(URI url, Deadline deadline)
      throws IOException, InterruptedException {
    if (InsideControls.is(url)) {
      return InsideControls.at(url);
    }
    Wire wire = wire(url);
    Optional<Wire.Reply> own = wire.ask(ProxyClient.ROOT, deadline);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    String id = own.get().json().path("id").asString("");
    if (own.get().good() && !id.isEmpty()) {
      String version = own.get().json().path("version").asString("");
      return Optional.of(new ProxyClient(wire, id, version));
    }
    if (own.get().status() == 404) {
      Wire.Reply toxiproxy = wire.send("GET", "/version", null, deadline);
      String version = toxiproxy.json().path("version").asString("");
      if (toxiproxy.good() && !version.isEmpty()) {
        return Optional.of(new ToxiproxyClient(wire, version));
      }
    }
    throw new IOException(
        ("%s is neither a gelada proxy nor a Toxiproxy (version 2 or newer): it answers %s."
                + " Correct that URL.")
            .formatted(url, own.get().error()));
  }

  /** Requests to that URL, with the token for it. */
  Wire wire(URI url) {
    Secret named = tokens.get(url);
    return new Wire(
        http, url, named == null ? ambient.environment().getOrDefault(TOKEN, "") : named.value());
  }

  /**
   * The same, where somebody has to be.
   *
   * @throws IOException if nobody listens there, or as {@link #find} does
   */
  public ControlPoint at(URI url, Deadline deadline) throws IOException, InterruptedException {
    return find(url, deadline).orElseThrow(() -> new IOException(Wire.nobodyAt(url)));
  }
}
