package dev.gelada.proxy.control;

import dev.gelada.proxy.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a detached process says how it is reached, or why it did not start. Written as a whole or
 * not at all; removed at a clean end, and only while it still says what this process wrote.
 */
final class StateFile {
  private final Path file;
  private byte[] written = new byte[0];

  StateFile(Path file) {
    this.file = file;
  }

  void started(StandaloneProxy standalone, String process) throws IOException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("control", Addresses.text(standalone.address()));
    state.put("id", standalone.proxies().id());
    state.put("process", process);
    state.put("pid", ProcessHandle.current().pid());
    List<Object> proxies = new ArrayList<>();
    for (Proxy proxy : standalone.proxies().all()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("name", proxy.name());
      shown.put("uid", proxy.uid());
      shown.put("listen", proxy.listen());
      shown.put("upstream", proxy.upstream());
      proxies.add(shown);
    }
    state.put("proxies", proxies);
    write(state);
  }

  void failed(String error) throws IOException {
    write(Map.of("error", error));
  }

  void remove() throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), written)) {
      Files.deleteIfExists(file);
    }
  }

  private void write(Map<String, Object> state) throws IOException {
    Path whole = file.toAbsolutePath();
    Path draft =
        whole.resolveSibling(whole.getFileName() + "." + ProcessHandle.current().pid() + ".draft");
    written = JsonWriter.bytes(state);
    Files.write(draft, written);
    Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
