package dev.gelada.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to the servers: nothing between, or a proxy in a process of its own that is told what to
 * do by Toxiproxy's HTTP API, whichever it is.
 */
final class ProxyContender implements AutoCloseable {
  static final String DIRECT = "direct";
  static final String GELADA = "gelada";
  static final String TOXIPROXY = "toxiproxy";

  /** The flags with which {@code gelada proxy} runs. */
  static final List<String> STANDALONE = List.of();

  private static final String MAIN = "dev.gelada.proxy.control.ProxyMain";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux
  private static final Pattern LISTEN = Pattern.compile("\"listen\":\\s*\"[^\"]*:(\\d+)\"");

  private final String name;
  private final @Nullable Process process;
  private final URI control;
  private final Map<Integer, Integer> ports = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private ProxyContender(String name, @Nullable Process process, int port) {
    this.name = name;
    this.process = process;
    this.control = URI.create("http://127.0.0.1:" + port);
  }

  static ProxyContender direct() {
    return new ProxyContender(DIRECT, null, 0);
  }

  /** Ours, with more flags for its JVM. */
  static ProxyContender gelada(String name, List<String> flags) throws Exception {
    int port = free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(flags);
    command.addAll(List.of(MAIN, "--listen", "127.0.0.1:" + port));
    return started(name, new ProcessBuilder(command), port);
  }

  /**
   * Theirs; told to log errors only, because writing about each connection is no part of a proxy.
   */
  static ProxyContender toxiproxy(Path server) throws Exception {
    int port = free();
    ProcessBuilder builder =
        new ProcessBuilder(server.toString(), "-host", "127.0.0.1", "-port", "" + port);
    builder.environment().put("LOG_LEVEL", "error");
    return started(TOXIPROXY, builder, port);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ProxyContender started(String name, ProcessBuilder builder, int port)
      throws Exception {
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    ProxyContender contender = new ProxyContender(name, process, port);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        contender.ask("GET", "/version", null);
        return contender;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() - deadline > 0) {
          process.destroyForcibly();
          throw new IOException(name + " does not start; what it said is above", notYet);
        }
        Thread.sleep(20);
      }
    }
  }

  String name() {
    return name;
  }

  boolean isDirect() {
    return process == null;
  }

  /** The port that leads to that port of a server. */
  int through(int server) throws Exception {
    if (isDirect()) {
      return server;
    }
    Integer known = ports.get(server);
    if (known == null) {
      String proxy =
          ask(
              "POST",
              "/proxies",
              "{\"name\":\"p%d\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:%d\"}"
                  .formatted(server, server));
      Matcher matcher = LISTEN.matcher(proxy);
      if (!matcher.find()) {
        throw new IOException(name + " does not say where it listens: " + proxy);
      }
      known = Integer.valueOf(matcher.group(1));
      ports.put(server, known);
    }
    return known;
  }

  /** Delays what that server sends. */
  void delay(int server, long millis) throws Exception {
    through(server);
    ask(
        "POST",
        "/proxies/p" + server + "/toxics",
        "{\"name\":\"late\",\"type\":\"latency\",\"stream\":\"downstream\",\"attributes\":{\"latency\":%d}}"
            .formatted(millis));
  }

  /** Delays no longer. */
  void free(int server) throws Exception {
    ask("DELETE", "/proxies/p" + server + "/toxics/late", null);
  }

  private String ask(String method, String path, @Nullable String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(control.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "%s %s of %s: %d %s".formatted(method, path, name, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  /** Seconds of processor time, user's and system's, since its process began. */
  double cpu() throws IOException {
    String stat = proc("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  /** KiB of memory that its process has in use. */
  double resident() throws IOException {
    for (String line : proc("status").lines().toList()) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("the system does not say how much memory " + name + " has");
  }

  private String proc(String file) throws IOException {
    if (process == null) {
      throw new IllegalStateException("there is no process of a direct connection");
    }
    return Files.readString(Path.of("/proc", "" + process.pid(), file));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
      process.destroyForcibly();
    }
  }
}
