package dev.gelada.junit.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a {@link ProcessTarget} is started. Not thread-safe. */
public final class ProcessSpec {
  final String name;
  final List<String> command = new ArrayList<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  Path folder = Path.of("");
  Predicate<String> sign = line -> false;
  @Nullable BooleanSupplier ready;
  boolean readyByLine;
  Duration within = Duration.ofSeconds(30);
  boolean restarting;

  ProcessSpec(String name) {
    this.name = name;
  }

  /** Program and arguments. */
  public ProcessSpec command(String... words) {
    command.addAll(List.of(words));
    return this;
  }

  /** A main class, with this JVM's Java and class path. */
  public ProcessSpec java(Class<?> main, String... arguments) {
    command(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        main.getName());
    return command(arguments);
  }

  /** A variable of its environment. */
  public ProcessSpec env(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Where it runs. */
  public ProcessSpec folder(Path where) {
    folder = where;
    return this;
  }

  /** It is ready when something listens on that port of the loopback interface. */
  public ProcessSpec readyWhenListening(int port) {
    return readyWhen(() -> listening(port));
  }

  /** It is ready when it has printed a line in which that is found. */
  public ProcessSpec readyWhenPrints(String regex) {
    Pattern pattern = Pattern.compile(regex);
    sign = line -> pattern.matcher(line).find();
    readyByLine = true;
    return this;
  }

  /** It is ready when this says so; asked again and again, from one thread. */
  public ProcessSpec readyWhen(BooleanSupplier says) {
    ready = says;
    return this;
  }

  /** How long it may take to be ready; 30 s if nothing is said. */
  public ProcessSpec readyWithin(Duration time) {
    within = time;
    return this;
  }

  /** It is started again as soon as it has ended, as a supervisor would. */
  public ProcessSpec restarting() {
    restarting = true;
    return this;
  }

  /** The target. */
  public ProcessTarget build() {
    if (command.isEmpty()) {
      throw new IllegalArgumentException(name + " has no command");
    }
    return new ProcessTarget(this);
  }

  private static boolean listening(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
