package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gelada proxy} as processes, as somebody types it. */
class ProxyCommandIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Pattern CONTROL = Pattern.compile("Control interface at (http://\\S+), id");
  private static final Pattern LISTEN = Pattern.compile("Added web: 127\\.0\\.0\\.1:(\\d+) ");

  @TempDir Path folder;
  private final List<GeladaProcess> started = new ArrayList<>();
  private ServerSocket echo;

  ProxyCommandIT() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @BeforeEach
  void serve() {
    Thread thread =
        new Thread(
            () -> {
              while (!echo.isClosed()) {
                try (Socket client = echo.accept()) {
                  client.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException over) {
                  // the next one
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void end() throws Exception {
    echo.close();
    for (GeladaProcess one : started) {
      one.close();
    }
  }

  private GeladaProcess gelada(String... args) throws IOException {
    GeladaProcess process = GeladaProcess.start(folder.resolve("world"), folder, List.of(args));
    started.add(process);
    return process;
  }

  private String done(int exit, String... args) throws Exception {
    GeladaProcess process = gelada(args);
    assertThat(process.exit(LONG)).as(process.output()).isEqualTo(exit);
    return process.output();
  }

  private GeladaProcess server(String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of("proxy", "--listen", "127.0.0.1:0"));
    args.addAll(List.of(more));
    return gelada(args.toArray(String[]::new));
  }

  private static String found(GeladaProcess server, Pattern pattern) throws Exception {
    long until = System.nanoTime() + LONG.toNanos();
    Matcher matcher = pattern.matcher(server.output());
    while (!matcher.find()) {
      assertThat(server.alive() && System.nanoTime() < until).as(server.output()).isTrue();
      TimeUnit.MILLISECONDS.sleep(10);
      matcher = pattern.matcher(server.output());
    }
    return matcher.group(1);
  }

  @Test
  void is_run_driven_and_ended_from_the_command_line() throws Exception {
    GeladaProcess server = server();
    String control = found(server, CONTROL);

    assertThat(done(0, "proxy", "list", "--control", control)).contains("No proxies.");
    Matcher added =
        LISTEN.matcher(
            done(
                0,
                "proxy",
                "add",
                "web",
                "--host",
                control,
                "--listen",
                "127.0.0.1:0",
                "--upstream",
                "127.0.0.1:" + echo.getLocalPort()));
    assertThat(added.find()).isTrue();
    done(
        0,
        "proxy",
        "fault",
        "add",
        "web",
        "--control",
        control,
        "-t",
        "latency",
        "-a",
        "latency=150",
        "-a",
        "distribution=normal",
        "--for",
        "10m");

    long start = System.nanoTime();
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(added.group(1)))) {
      client.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(7);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));

    assertThat(done(0, "proxy", "inspect", "web", "--control", control))
        .contains("1 accepted")
        .containsPattern(
            "latency_downstream +latency +downstream +1.0 +latency=150 jitter=0"
                + " distribution=normal +9m.* +1 +1");
    done(
        0,
        "proxy",
        "fault",
        "update",
        "web",
        "--control",
        control,
        "-n",
        "latency_downstream",
        "-a",
        "latency=20");
    assertThat(done(0, "proxy", "list", "--control", control, "--output", "json"))
        .contains("\"name\" : \"latency_downstream\"");
    done(0, "proxy", "fault", "remove", "web", "--control", control, "-n", "latency_downstream");
    done(0, "proxy", "remove", "web", "--control", control);

    server.interrupt();
    assertThat(server.exit(LONG)).as(server.output()).isZero();
  }

  @Test
  void reads_toxiproxys_file_and_says_all_that_is_wrong_with_one() throws Exception {
    Path good =
        Files.writeString(
            folder.resolve("good.json"),
            """
            [{"name": "a", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:1"}]
            """);
    Path bad =
        Files.writeString(
            folder.resolve("bad.json"),
            """
            [{"listen": "127.0.0.1:0", "upstream": "127.0.0.1:1"},
             {"name": "b", "listen": "127.0.0.1:0"}]
            """);

    GeladaProcess server = server("--config", good.toString());
    found(server, Pattern.compile("(a: 127\\.0\\.0\\.1:\\d+ → 127\\.0\\.0\\.1:1)"));

    assertThat(done(2, "proxy", "--listen", "127.0.0.1:0", "--config", bad.toString()))
        .contains("name")
        .contains("upstream")
        .doesNotContain("\tat ");
  }

  @Test
  void says_what_is_wrong_and_how_to_mend_it() throws Exception {
    GeladaProcess server = server();
    String control = found(server, CONTROL);

    assertThat(done(5, "proxy", "list", "--control", "http://127.0.0.1:1"))
        .contains("nothing listens at http://127.0.0.1:1");
    assertThat(done(2, "proxy", "list", "--control", "::")).contains("--control is a URL");
    assertThat(done(2, "proxy", "--listen", "8474")).contains("--listen is HOST:PORT");
    assertThat(done(2, "proxy", "--token-env", "NOT_SET")).contains("no token in NOT_SET");
    assertThat(done(2, "proxy", "fault")).contains("add, update or remove");
    assertThat(done(2, "proxy", "fault", "add", "no", "-t", "latency", "--control", control))
        .contains("no proxy 'no'");
    assertThat(done(2, "proxy", "remove", "no", "--control", control)).contains("not found");
  }
}
