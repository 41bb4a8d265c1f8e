package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.Host;
import dev.gelada.core.testing.Await;
import dev.gelada.proxy.testing.RawHttp;
import dev.gelada.proxy.testing.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The detached process, started as one. */
class ProxyMainIT {
  private static final Duration UP = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void it_says_where_it_is_carries_traffic_and_ends_cleanly() throws Exception {
    try (Server echo = Server.echo()) {
      Path config = folder.resolve("proxies.json");
      Files.writeString(
          config,
          "[{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"%s\"}]"
              .formatted(echo.address()));
      Process process =
          run(
              Map.of("TOKEN_OF_TEST", "s3cret"),
              "--config",
              config.toString(),
              "--token-env",
              "TOKEN_OF_TEST",
              "--seed",
              "7",
              "--proxy-metrics");

      JsonNode state = state(process);

      assertThat(state.get("process").asString())
          .isEqualTo(Host.local().name(process.pid()).orElseThrow());
      assertThat(state.get("pid").asLong()).isEqualTo(process.pid());
      JsonNode about = json(get(state, "/gelada/v1"));
      assertThat(about.get("id")).isEqualTo(state.get("id"));
      assertThat(about.get("seed").asLong()).isEqualTo(7);
      assertThat(get(state, "/metrics").status()).isEqualTo(200);
      assertThat(RawHttp.send(port(state.get("control")), "GET", "/version").status())
          .isEqualTo(401);
      try (Socket socket =
          new Socket(
              InetAddress.getLoopbackAddress(), port(state.get("proxies").get(0).get("listen")))) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');

        process.destroy(); // SIGTERM

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(folder.resolve("state.json")).doesNotExist();
      assertThat(folder.resolve("log")).content().doesNotContain("s3cret", "Exception");
    }
  }

  @Test
  void a_start_that_fails_says_why_and_leaves_no_process() throws Exception {
    Path config = folder.resolve("proxies.json");
    Files.writeString(config, "[{\"name\":\"p\"},\n{\"upstream\":5}]");
    Process process = run(Map.of(), "--config", config.toString());

    JsonNode state = state(process);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(state.get("error").asString())
        .contains("proxies.json:1:2 [0] has no field 'upstream'")
        .contains("proxies.json:2:1 [1] has no field 'name'");
    assertThat(Files.readAllLines(folder.resolve("log")))
        .filteredOn(line -> line.startsWith("gelada proxy: ") || line.contains("Exception"))
        .hasSize(1);
  }

  @Test
  void it_needs_its_token_when_it_is_told_of_one() throws Exception {
    Process process = run(Map.of(), "--token-env", "NO_SUCH_VARIABLE");

    assertThat(state(process).get("error").asString())
        .isEqualTo("--token-env: there is no token in NO_SUCH_VARIABLE");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_place_that_is_taken_is_said() throws Exception {
    try (Served other = Served.start()) {
      Process process = run(Map.of(), "--listen", "127.0.0.1:" + other.port());

      assertThat(state(process).get("error").asString())
          .startsWith("the control API cannot listen at 127.0.0.1:" + other.port());
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Process run(Map<String, String> environment, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ProxyMain.class.getName(),
                "--state",
                folder.resolve("state.json").toString(),
                "--listen",
                "127.0.0.1:0"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private JsonNode state(Process process) throws Exception {
    Path file = folder.resolve("state.json");
    Await.until("the state file", UP, () -> Files.exists(file) || !process.isAlive());
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static RawHttp.Response get(JsonNode state, String target) throws IOException {
    return RawHttp.send(
        port(state.get("control")),
        new RawHttp.Request("GET", target, Map.of("Authorization", "Bearer s3cret"), "", false));
  }

  private static int port(JsonNode address) {
    String text = address.asString();
    return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
  }

  private static JsonNode json(RawHttp.Response response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
