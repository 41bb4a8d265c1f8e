package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.Await;
import dev.gelada.proxy.testing.RawHttp;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many at once, and requests that take too long. */
class BusyTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void a_request_that_takes_too_long_is_given_up_and_holds_up_nobody() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Limits limits = new Limits(LONG, Duration.ofSeconds(2), LONG, LONG, 100, 1 << 20);
    try (ControlServer server = blocking(go, limits)) {
      int port = server.address().getPort();
      try {
        List<Callable<RawHttp.Response>> stuck = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
          stuck.add(() -> RawHttp.send(port, "GET", "/stuck"));
        }
        ExecutorService clients = Executors.newCachedThreadPool();
        List<Future<RawHttp.Response>> answers = new ArrayList<>();
        stuck.forEach(one -> answers.add(clients.submit(one)));

        assertThat(RawHttp.send(port, "GET", "/quick").status()).isEqualTo(204);
        for (Future<RawHttp.Response> answer : answers) {
          assertThat(answer.get().status()).isEqualTo(503);
          assertThat(answer.get().body()).isEmpty();
        }
        clients.shutdown();
      } finally {
        go.countDown();
      }
    }
  }

  @Test
  void requests_that_nobody_has_time_for_are_refused_at_once() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Limits limits = new Limits(LONG, LONG, LONG, LONG, 500, 1 << 20);
    try (ControlServer server = blocking(go, limits)) {
      int port = server.address().getPort();
      ExecutorService clients = Executors.newCachedThreadPool();
      try {
        List<Future<RawHttp.Response>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          answers.add(clients.submit(() -> RawHttp.send(port, "GET", "/stuck")));
        }
        Await.until(
            "those beyond threads and queue are answered",
            Duration.ofSeconds(30),
            () -> answers.stream().filter(Future::isDone).count() == 300 - 8 - 256);
        go.countDown();

        Map<Integer, Integer> statuses = new TreeMap<>();
        for (Future<RawHttp.Response> answer : answers) {
          statuses.merge(answer.get().status(), 1, Integer::sum);
        }
        assertThat(statuses).isEqualTo(Map.of(204, 264, 503, 36));
      } finally {
        go.countDown();
        clients.shutdown();
      }
    }
  }

  @Test
  void a_client_that_sends_no_more_waits_for_its_answer() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Limits limits = new Limits(LONG, LONG, LONG, LONG, 100, 1 << 20);
    try (ControlServer server = blocking(go, limits);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      for (int i = 0; i < 3; i++) { // the loop that would notice has gone round meanwhile
        RawHttp.send(server.address().getPort(), "GET", "/quick");
      }
      go.countDown();

      assertThat(RawHttp.readOne(socket.getInputStream()).status()).isEqualTo(204);
    } finally {
      go.countDown();
    }
  }

  @Test
  void of_many_that_make_the_same_proxy_one_succeeds() throws Exception {
    try (Served served = Served.start()) {
      String body = "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"u:1\"}";
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        requests.add(() -> served.send("POST", "/proxies", body).status());
      }

      assertThat(all(requests))
          .containsOnlyOnce(201)
          .filteredOn(status -> status != 201)
          .hasSize(23)
          .containsOnly(409);
    }
  }

  @Test
  void changes_of_different_attributes_at_once_are_all_kept() throws Exception {
    try (Served served = Served.start()) {
      served.send(
          "POST", "/proxies", "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"u:1\"}");
      served.send("POST", "/proxies/p/toxics", "{\"name\":\"t\",\"type\":\"slicer\"}");
      for (int round = 1; round <= 20; round++) {
        int value = round;
        List<Callable<Integer>> requests = new ArrayList<>();
        for (String attribute : List.of("average_size", "size_variation", "delay")) {
          requests.add(
              () ->
                  served
                      .send(
                          "POST",
                          "/proxies/p/toxics/t",
                          "{\"attributes\":{\"%s\":%d}}".formatted(attribute, value))
                      .status());
        }
        assertThat(all(requests)).containsOnly(200);
        JsonNode attributes =
            JsonMapper.shared()
                .readTree(served.send("GET", "/proxies/p/toxics/t").body())
                .get("attributes");
        assertThat(attributes.values()).extracting(JsonNode::asInt).containsOnly(value);
      }
    }
  }

  private static ControlServer blocking(CountDownLatch go, Limits limits) throws Exception {
    Routes routes =
        new Routes()
            .add("GET", "/quick", (call, names) -> Answer.empty(204))
            .add(
                "GET",
                "/stuck",
                (call, names) -> {
                  try {
                    go.await();
                  } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  }
                  return Answer.empty(204);
                });
    return new ControlServer(new Desk(routes, null, "test"), Served.FREE, limits, new SystemTime());
  }

  private static <T> List<T> all(List<Callable<T>> requests) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(requests.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : clients.invokeAll(requests)) {
        results.add(result.get());
      }
      return results;
    } finally {
      clients.shutdown();
    }
  }
}
