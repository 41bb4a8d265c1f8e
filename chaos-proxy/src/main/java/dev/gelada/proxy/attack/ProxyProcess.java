package dev.gelada.proxy.attack;

import dev.gelada.proxy.client.Controls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a proxy server is started as a process of its own: by this Java, with this class path. */
final class ProxyProcess {
  private static final String MAIN = "dev.gelada.proxy.control.ProxyMain";

  /** Any free port: who wants to reach it reads where it is. */
  private static final String CONTROL = "127.0.0.1:0";

  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private ProxyProcess() {}

  /** The program and its arguments. */
  static List<String> command(Home.Start start, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                MAIN,
                "--listen",
                CONTROL,
                "--config",
                start.config().toString(),
                "--state",
                start.state().toString()));
    if (!environment.getOrDefault(Controls.TOKEN, "").isEmpty()) {
      command.addAll(List.of("--token-env", Controls.TOKEN));
    }
    return command;
  }

  /**
   * Starts it for good: no signal of this terminal or end of this process reaches it. It has a
   * session of its own, or where there is no {@code setsid} it ignores what a terminal sends.
   */
  static Process detached(Home.Start start, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    for (Path setsid : SETSID) {
      if (command.isEmpty() && Files.isExecutable(setsid)) {
        command.add(setsid.toString());
      }
    }
    if (command.isEmpty()) {
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT QUIT HUP; exec \"$@\"", "gelada-proxy"));
    }
    command.addAll(command(start, environment));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(start.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(start.log().toFile()));
    // what we were told about ourselves, the mark of a run that may have started us above all
    builder.environment().keySet().removeIf(name -> name.startsWith("GELADA_"));
    String token = environment.getOrDefault(Controls.TOKEN, "");
    if (!token.isEmpty()) {
      builder.environment().put(Controls.TOKEN, token);
    }
    return builder.start();
  }

  /** As this process was started; it may stand in another folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String java() {
    return ProcessHandle.current()
        .info()
        .command()
        .filter(command -> Path.of(command).getFileName().toString().startsWith("java"))
        .orElseGet(() -> Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
  }
}
