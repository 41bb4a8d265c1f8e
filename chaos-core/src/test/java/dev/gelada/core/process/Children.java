package dev.gelada.core.process;

import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Real processes that a test starts; all of them and what they started are killed at the end. */
final class Children {
  private final List<Process> processes = new ArrayList<>();

  /** One that does nothing for a long time. */
  Process sleeper(Map<String, String> environment) throws Exception {
    return start(environment, "sleep", "300");
  }

  Process start(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeAll(Variables.ALL);
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** A JVM that runs a class of the tests. */
  Process java(Class<?> main, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(classPath());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(Map.of(), command.toArray(String[]::new));
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** As a source would read it. */
  static Target target(Processes processes, Process process) throws Exception {
    OsProcess read = processes.at(process.pid()).orElseThrow();
    Place place = processes.place();
    return new Target(
        new TargetId(place, "process", Long.toString(read.pid()), read.id()),
        new GroupId(place, "process-set", "test"),
        "",
        Map.of(),
        read.startedAt(),
        Health.HEALTHY,
        List.of());
  }

  static Ambient ambient(Path stateFolder) {
    return new Ambient(System.getenv(), new SystemTime(), stateFolder);
  }

  static Deadline within(Duration duration) {
    return Deadline.in(duration, new SystemTime());
  }

  void killAll() throws Exception {
    for (Process process : processes) {
      List<ProcessHandle> below = process.descendants().toList();
      process.destroyForcibly();
      below.forEach(ProcessHandle::destroyForcibly);
      Await.until("ended", Duration.ofSeconds(10), () -> !process.isAlive());
    }
  }
}
