package dev.gelada.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Redactor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthEndpointTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Site site;
  private Site.Runner runner;
  private HealthEndpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder, Instant.parse("2026-03-10T10:00:00Z"));
    site.world.group("cart", 3);
    site.file("a", "at: [\"2026-03-10T10:10:00Z\"]");
    runner = site.runner();
    Redactor redactor = new Redactor();
    redactor.add("hunter2-hunter2");
    endpoint = HealthEndpoint.start(runner.server, site.time, redactor, anywhere());
  }

  private static InetSocketAddress anywhere() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void close() {
    endpoint.close();
    site.close();
  }

  @Test
  void is_alive_before_the_first_look_and_ready_after_it() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    runner.begin();

    HttpResponse<String> ready = get("/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    JsonNode body = JsonMapper.builder().build().readTree(ready.body());
    assertThat(body.path("served").asInt()).isEqualTo(1);
    assertThat(body.path("next").asString())
        .isEqualTo("1 strike planned today, next 10:10 a (UTC)");
    assertThat(body.path("halted").asBoolean()).isFalse();
    runner.end();
  }

  @Test
  void is_not_ready_while_the_folder_cannot_be_read_and_says_so_without_secrets() throws Exception {
    site.world.fail(new IOException("token hunter2-hunter2 was refused"));
    site.file("b", "meanTimeBetween: 1 workdays");
    runner.begin();
    HttpResponse<String> ready = get("/ready");
    assertThat(ready.statusCode()).as("one source is no reason").isEqualTo(200);
    assertThat(ready.body()).contains("was refused").doesNotContain("hunter2-hunter2");

    Files.delete(folder.resolve("a.yaml"));
    Files.delete(folder.resolve("b.yaml"));
    Files.delete(folder);
    runner.look();
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).as("starting again would not help").isEqualTo(200);
    Files.createDirectories(folder);
    runner.look();
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    runner.end();
  }

  @Test
  void stays_alive_while_the_trail_is_out_of_reach_and_is_not_ready() throws Exception {
    runner.begin();
    site.trailIsAway = true;
    for (int minute = 0; minute < 8; minute++) {
      site.time.pass(Duration.ofMinutes(1));
      runner.look();
    }

    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).as("starting again would not help").isEqualTo(200);

    site.trailIsAway = false;
    runner.look();
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    runner.end();
  }

  @Test
  void is_not_alive_when_its_beat_stands_still() throws Exception {
    runner.begin();
    site.time.pass(Duration.ofMinutes(6));

    assertThat(get("/health").statusCode()).isEqualTo(503);
    runner.end();
  }

  @Test
  void is_not_ready_while_a_right_is_missing_and_says_which() throws Exception {
    site.lack.attack("create pods/eviction in shop");
    runner.begin();
    HttpResponse<String> ready = get("/ready");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("topple: this user may not create pods/eviction in shop.");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    site.lack.attack();
    runner.look();
    assertThat(get("/ready").statusCode()).as("not asked at each look").isEqualTo(503);
    runner.end();
  }

  @Test
  void a_dry_runner_is_ready_without_the_right_to_attack_but_not_without_that_to_look()
      throws Exception {
    site.lack.attack("create pods/eviction in shop");
    Site.Runner rehearsing = site.dry().restless().runner();
    try (HealthEndpoint other =
        HealthEndpoint.start(rehearsing.server, site.time, new Redactor(), anywhere())) {
      rehearsing.begin();
      assertThat(get(other, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(other, "/ready").body()).contains("pods/eviction");

      site.lack.source("list pods in shop");
      rehearsing.look();
      assertThat(get(other, "/ready").statusCode()).isEqualTo(503);
      site.lack.source();
      site.lack.attack();
      rehearsing.look();
      assertThat(get(other, "/ready").body()).contains("\"troubles\":{}");
      rehearsing.end();
    }
  }

  @Test
  void knows_two_paths_and_only_reading() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(uri("/health"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void answers_although_others_never_finish_their_question() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        Socket socket = new Socket(endpoint.address().getAddress(), endpoint.address().getPort());
        idle.add(socket);
        socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      HttpRequest ask =
          HttpRequest.newBuilder(uri("/health")).timeout(Duration.ofSeconds(30)).build();
      assertThat(client.send(ask, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void an_address_that_is_taken_is_an_error() {
    Assertions.assertThatThrownBy(
            () ->
                HealthEndpoint.start(runner.server, site.time, new Redactor(), endpoint.address()))
        .isInstanceOf(BindException.class);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(endpoint, path);
  }

  private HttpResponse<String> get(HealthEndpoint at, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + at.address().getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
  }
}
