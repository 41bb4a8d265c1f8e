package dev.gelada.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The demo's customers: {@code Customers PORT REPLICAS}. They ask the shop for its prices forty
 * times a second, go to another replica when one does not answer, and say on their own port how
 * that went: {@code /served} is 200 while requests succeed, {@code /replicas} while all replicas
 * answer, {@code /seconds} lists figures second by second. They keep the shop's stock, too, {@code
 * /stock}, which spares a process.
 */
public final class Customers {
  /** How long one replica may take before the next is asked. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(25);
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(150);

  /** By port; whether it answered last time. */
  private final Map<Integer, Boolean> replicas = new ConcurrentSkipListMap<>();

  private final AtomicInteger turn = new AtomicInteger();
  private final Tally tally = new Tally();
  private final int wanted;
  private final ScheduledExecutorService checks = Executors.newScheduledThreadPool(4);

  private Customers(int wanted) {
    this.wanted = wanted;
  }

  /** Asks until it is killed. */
  public static void main(String[] args) throws IOException {
    Loopback.endAfter(Loopback.LONGEST_LIFE);
    Customers customers = new Customers(Integer.parseInt(args[1]));
    customers.listen(Integer.parseInt(args[0]));
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);
    // at a fixed rate: a slow answer delays nobody else, so it cannot hide how slow it was
    var unused =
        threads.scheduleAtFixedRate(
            () -> threads.execute(customers::request),
            0,
            BETWEEN_REQUESTS.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void listen(int port) throws IOException {
    HttpServer server = HttpServer.create(Loopback.address(port), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/join", this::join);
    server.createContext("/served", this::served);
    server.createContext("/replicas", this::replicas);
    server.createContext("/seconds", this::seconds);
    server.createContext(
        "/stock", exchange -> Loopback.answer(exchange, 200, "apples 3, pears 4\n"));
    server.start();
  }

  private void join(HttpExchange exchange) throws IOException {
    int port = Integer.parseInt(exchange.getRequestURI().getQuery().substring("port=".length()));
    boolean known = replicas.put(port, true) != null;
    Loopback.answer(exchange, 200, "");
    if (!known) {
      var unused =
          checks.scheduleWithFixedDelay(
              () -> replicas.put(port, Loopback.get(port, "/", PATIENCE)),
              0,
              BETWEEN_CHECKS.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  private void served(HttpExchange exchange) throws IOException {
    int percent = tally.percentServed();
    Loopback.answer(exchange, percent >= 99 ? 200 : 503, percent + " % served\n");
  }

  private void replicas(HttpExchange exchange) throws IOException {
    int up = up();
    Loopback.answer(exchange, up >= wanted ? 200 : 503, up + " of " + wanted + " answer\n");
  }

  private void seconds(HttpExchange exchange) throws IOException {
    StringBuilder lines = new StringBuilder();
    tally.seconds().forEach(second -> lines.append(second.line()).append('\n'));
    Loopback.answer(exchange, 200, lines.toString());
  }

  private void request() {
    List<Integer> order = order();
    if (order.isEmpty()) {
      return; // the shop has not opened yet
    }
    long begun = System.nanoTime();
    boolean served = false;
    for (int port : order) {
      served = Loopback.get(port, "/", PATIENCE);
      if (served) {
        break;
      }
      replicas.put(port, false); // the others need not find out for themselves
    }
    tally.add(served, Duration.ofNanos(System.nanoTime() - begun), up());
  }

  /** The replicas that answered last time, each first in turn; all of them when none did. */
  private List<Integer> order() {
    List<Integer> up =
        replicas.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    List<Integer> ports = up.isEmpty() ? List.copyOf(replicas.keySet()) : up;
    int first = ports.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), ports.size());
    List<Integer> order = new ArrayList<>(ports);
    Collections.rotate(order, -first);
    return order;
  }

  private int up() {
    return (int) replicas.values().stream().filter(up -> up).count();
  }
}
