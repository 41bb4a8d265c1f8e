package dev.gelada.cli.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One replica of the demo's service: {@code Shop PORT CUSTOMERS STOCK}. It warms up, opens its
 * port, tells the customers where it is, and answers each request after a few milliseconds, for
 * which it asks its stock.
 */
public final class Shop {
  /** Long enough that customers notice when a replica has to start again. */
  private static final Duration WARM_UP = Duration.ofMillis(1200);

  /** How long the stock may take. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private Shop() {}

  /** Serves until it is killed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    int customers = Integer.parseInt(args[1]);
    int stock = Integer.parseInt(args[2]);
    Loopback.endAfter(Loopback.LONGEST_LIFE);
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    HttpServer server = HttpServer.create(Loopback.address(port), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext(
        "/",
        exchange -> {
          work();
          Optional<String> prices = Loopback.text(stock, "/stock", PATIENCE);
          Loopback.answer(exchange, prices.isPresent() ? 200 : 503, prices.orElse("no stock\n"));
        });
    server.start();
    while (!Loopback.get(customers, "/join?port=" + port, Duration.ofSeconds(1))) {
      TimeUnit.MILLISECONDS.sleep(200); // they may start later than the shop
    }
  }

  private static void work() {
    try {
      TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(1000, 4000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
