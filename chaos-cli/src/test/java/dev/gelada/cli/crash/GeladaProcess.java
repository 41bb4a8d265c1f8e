package dev.gelada.cli.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code gelada} as a process of its own, in a world of its own: state folder, host marker, working
 * folder. Ended at the latest by {@link #close}.
 */
public final class GeladaProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private GeladaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * What it is started in.
   *
   * @param folder holds its state; the same folder again is the same world
   * @param work its working folder
   * @param plugins jars and folders behind its own class path
   * @param environment beside what keeps worlds apart
   */
  public record World(
      Path folder, Path work, List<Path> plugins, Map<String, String> environment) {}

  /**
   * Starts one.
   *
   * @param folder holds its world; the same folder again is the same world
   * @param work its working folder
   */
  public static GeladaProcess start(Path folder, Path work, List<String> args) throws IOException {
    return start(new World(folder, work, List.of(), Map.of()), args);
  }

  /** Starts one in that world. */
  public static GeladaProcess start(World world, List<String> args) throws IOException {
    return start(world, "dev.gelada.cli.Main", args);
  }

  /**
   * Starts another program on the same class path.
   *
   * @param main its class
   */
  public static GeladaProcess start(World world, String main, List<String> args)
      throws IOException {
    Path output = Files.createTempFile(Files.createDirectories(world.folder()), "output-", ".txt");
    List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    world.plugins().forEach(plugin -> classPath.add(plugin.toString()));
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                String.join(File.pathSeparator, classPath),
                main));
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(world.work().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // a launcher's own flags, an agent's among them, would slow down each of many starts
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "GELADA_TRAIL"));
    builder.environment().putAll(world(world.folder()));
    builder.environment().putAll(world.environment());
    return new GeladaProcess(builder.start(), output);
  }

  /** What keeps it apart from the machine's own Gelada. */
  public static Map<String, String> world(Path folder) {
    return Map.of(
        "XDG_STATE_HOME", folder.resolve("state").toString(),
        "GELADA_HOST_MARKER", folder.resolve("host-marker").toString());
  }

  /** Its exit code; the output is in the failure if it takes too long. */
  public int exit(Duration within) throws InterruptedException, IOException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still there after " + within + ":\n" + output());
    }
    return process.exitValue();
  }

  /** What it has printed on both streams so far. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Whether it still runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** SIGKILL, and waits until it has taken effect. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGINT, as Ctrl-C sends it. */
  public void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /** SIGCONT. */
  public void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
