package dev.gelada.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar as it was built passes the module's own tests on every version of Jupiter that is in
 * {@code target/jupiter}: the oldest and the newest, with the profile {@code jupiter} those between
 * as well.
 */
class VersionsIT {
  private static final Path BUILT = Path.of("target");
  private static final Pattern TOTAL = Pattern.compile("\\[ *(\\d+) tests successful *\\]");
  private static final Pattern FAILED = Pattern.compile("\\[ *(\\d+) tests failed *\\]");

  @TempDir Path folder;

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> there = Files.list(BUILT.resolve("jupiter"))) {
      return there.sorted().toList().stream();
    }
  }

  @Test
  void the_oldest_and_the_newest_are_there() throws IOException {
    assertThat(versions()).extracting(path -> path.getFileName().toString()).contains("5.10.5");
    assertThat(versions()).anyMatch(path -> path.getFileName().toString().startsWith("6.1"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void one_jar_passes_its_tests_on(Path version) throws Exception {
    Path output = folder.resolve("output.txt");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, classPath(version)),
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--select-package=dev.gelada.junit",
                "--include-classname=.*Test",
                "--details=tree",
                "--disable-banner",
                "--disable-ansi-colors"));
    Process tests =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean over = tests.waitFor(5, TimeUnit.MINUTES);
    tests.destroyForcibly();
    String said = Files.readString(output, StandardCharsets.UTF_8);

    assertThat(over).as(said).isTrue();
    assertThat(tests.exitValue()).as(said).isZero();
    assertThat(number(FAILED, said)).as(said).isZero();
    assertThat(number(TOTAL, said)).as(said).isPositive();
  }

  private static int number(Pattern pattern, String said) {
    Matcher found = pattern.matcher(said);
    return found.find() ? Integer.parseInt(found.group(1)) : -1;
  }

  /** The built jar, the tests, and all that they need but for this JVM's own JUnit. */
  private static List<String> classPath(Path version) throws IOException {
    List<String> path = new ArrayList<>();
    try (Stream<Path> jars = Files.list(version)) {
      jars.map(Path::toString).forEach(path::add);
    }
    try (Stream<Path> built = Files.list(BUILT)) {
      path.add(
          built
              .map(Path::toString)
              .filter(name -> name.matches(".*chaos-junit-[^-]*(-SNAPSHOT)?\\.jar"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("the jar is not built")));
    }
    path.add(BUILT.resolve("test-classes").toString());
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Arrays.stream(own.split(File.pathSeparator))
        .filter(
            entry -> !entry.matches(".*[/\\\\]org[/\\\\](junit|opentest4j|apiguardian)[/\\\\].*"))
        .filter(entry -> !entry.matches(".*chaos-junit[/\\\\]target[/\\\\].*"))
        .forEach(path::add);
    return path;
  }
}
