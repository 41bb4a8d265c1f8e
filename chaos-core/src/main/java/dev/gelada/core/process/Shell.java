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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** A program by its name in the PATH, or by its absolute path. */
  Optional<Path> find(String program) {
    if (program.startsWith("/")) {
      return Optional.of(Path.of(program)).filter(Shell::runs);
    }
    if (program.isEmpty() || program.contains("/")) {
      return Optional.empty();
    }
    return Stream.of(path.split(":"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Shell::runs)
        .findFirst();
  }

  private static boolean runs(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }

  /** Words as one text that a shell takes apart into exactly these words again. */
  static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
