package dev.gelada.proxy.attack;

import dev.gelada.core.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The proxy processes that a state folder tells of; a test ends them by what they are. */
final class KeptProxies {
  private KeptProxies() {}

  /** A port that nobody listens at. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Those that run. */
  static List<ProcessHandle> running(Path stateFolder) throws IOException {
    List<ProcessHandle> running = new ArrayList<>();
    for (JsonNode state : states(stateFolder)) {
      ProcessHandle.of(state.path("pid").asLong(0))
          .filter(ProcessHandle::isAlive)
          .filter(process -> isOurs(process.pid(), stateFolder))
          .ifPresent(running::add);
    }
    return running;
  }

  /** Where their control APIs are. */
  static List<String> controls(Path stateFolder) throws IOException {
    return states(stateFolder).stream()
        .map(state -> "http://" + state.path("control").asString(""))
        .toList();
  }

  /** Ends all, so that no test leaves one behind. */
  static void end(Path stateFolder) throws Exception {
    for (ProcessHandle process : running(stateFolder)) {
      process.destroyForcibly();
      Await.until("ended", Duration.ofSeconds(10), () -> !process.isAlive());
    }
  }

  private static List<JsonNode> states(Path stateFolder) throws IOException {
    Path folder = stateFolder.resolve("proxy");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<JsonNode> states = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(file -> file.toString().endsWith(".state.json")).sorted().toList()) {
        states.add(JsonMapper.shared().readTree(Files.readString(file)));
      }
    }
    return states;
  }

  /** The command line names the state folder, which is this test's alone. */
  private static boolean isOurs(long pid, Path stateFolder) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"))
          .contains(stateFolder.toString());
    } catch (IOException gone) {
      return false;
    }
  }
}
