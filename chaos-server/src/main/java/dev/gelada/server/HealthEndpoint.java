package dev.gelada.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code GET /health} (200 while the runner looks after its work, 503 when it no longer
 * does and should be started again) and {@code GET /ready} (200 when trail and folder can be read
 * and nothing is missing that the files need) with a few words of JSON. Reads nothing itself, so
 * that a question costs nothing.
 */
public final class HealthEndpoint implements AutoCloseable {
  /** A look that takes longer has got stuck. */
  private static final Duration STUCK = Duration.ofMinutes(5);

  private static final int THREADS = 8;

  static {
    // the server reads each question on one of our threads, and would wait for its end for ever
    for (String limit : List.of("maxReqTime", "maxRspTime")) {
      String name = "sun.net.httpserver." + limit;
      if (System.getProperty(name) == null) {
        System.setProperty(name, "5");
      }
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Server server;
  private final Timekeeper time;
  private final Redactor redactor;
  private final long began;
  private final HttpServer http;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "gelada-health");
            thread.setDaemon(true);
            return thread;
          });

  private HealthEndpoint(Server server, Timekeeper time, Redactor redactor, HttpServer http) {
    this.server = server;
    this.time = time;
    this.redactor = redactor;
    this.began = time.nanos();
    this.http = http;
  }

  /**
   * Listens from now on.
   *
   * @throws IOException if that address cannot be listened at
   */
  public static HealthEndpoint start(
      Server server, Timekeeper time, Redactor redactor, InetSocketAddress at) throws IOException {
    HttpServer http = HttpServer.create(at, 16);
    HealthEndpoint endpoint = new HealthEndpoint(server, time, redactor, http);
    http.setExecutor(endpoint.threads);
    http.createContext("/", exchange -> endpoint.answer(exchange));
    http.start();
    return endpoint;
  }

  /** Where it listens; with the port that the system chose for port 0. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean reads = exchange.getRequestMethod().matches("GET|HEAD");
      if (!path.equals("/health") && !path.equals("/ready")) {
        send(exchange, 404, Map.of("error", "there are /health and /ready"));
      } else if (!reads) {
        send(exchange, 405, Map.of("error", "only GET"));
      } else {
        boolean good = path.equals("/health") ? alive() : ready();
        send(exchange, good ? 200 : 503, body(good));
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone); // the asker has hung up; the server drops the exchange
    }
  }

  /**
   * Whether its beat goes on. A trail that cannot be reached is no reason to start it again: that
   * would not help, and would put off what has to be put back.
   */
  private boolean alive() {
    Long looked = server.looked();
    return time.nanos() - (looked == null ? began : looked) < STUCK.toNanos();
  }

  private boolean ready() {
    Map<String, String> troubles = server.troubles();
    return server.state() != null
        && alive()
        && !troubles.containsKey("trail")
        && !troubles.containsKey("folder")
        && troubles.keySet().stream().noneMatch(what -> what.startsWith(Needs.TROUBLE));
  }

  private Map<String, Object> body(boolean good) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", good ? "up" : "down");
    body.put("trail", redactor.clean(server.trail()));
    State state = server.state();
    if (state != null) {
      body.put("record", state.head());
      body.put("halted", state.halted());
      body.put("served", state.shelf().served().size());
      body.put("bad", state.shelf().bad().keySet().stream().map(this::name).toList());
      body.put("next", redactor.clean(state.next().words()));
    }
    Map<String, String> troubles = new LinkedHashMap<>();
    server.troubles().forEach((what, words) -> troubles.put(what, redactor.clean(words)));
    body.put("troubles", troubles);
    return body;
  }

  private String name(java.nio.file.Path file) {
    return redactor.clean(String.valueOf(file.getFileName()));
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = (JSON.writeValueAsString(body) + "\n").getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
