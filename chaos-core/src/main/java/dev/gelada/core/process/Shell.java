package dev.gelada.core.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs our own small POSIX scripts. A script is handed over whole, as an argument: nothing on disk
 * has to last while it runs. Its environment is PATH and what the caller adds, so that no secret of
 * ours reaches a process that outlives us.
 */
final class Shell {
  static final Path SH = Path.of("/bin/sh");

  private static final String STANDARD_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final String path;

  Shell(@Nullable String path) {
    this.path = path == null || path.isEmpty() ? STANDARD_PATH : path + ":" + STANDARD_PATH;
  }

  /** Resources of this package, one after the other. */
  static String script(String... names) {
    StringBuilder script = new StringBuilder();
    for (String name : names) {
      try (InputStream in = Shell.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("no resource " + name);
        }
        script.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return script.toString();
  }

  /** Starts one; it has no input, and its errors go nowhere. */
  Process start(String script, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(SH.toString(), "-c", script, "gelada"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Whether a program is there. */
  boolean has(String program) {
    for (String folder : path.split(":")) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
