package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Maven and a JDK that only write down their use. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "gelada").toAbsolutePath().normalize();
  private static final List<String> TOOLS =
      List.of(
          "sh", "sed", "ls", "find", "head", "cat", "grep", "cut", "mkdir", "rm", "rmdir", "mv",
          "ln", "sleep", "dirname", "tr", "ps");

  @TempDir Path folder;
  private Path checkout;
  private Path tools;
  private Path jdk;

  @BeforeEach
  void make_a_checkout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a check out"));
    Files.copy(LAUNCHER, checkout.resolve("gelada"));
    executable(checkout.resolve("gelada"));
    source("pom.xml");
    source("chaos-core/pom.xml");
    source("chaos-core/src/main/java/Core.java");
    source("chaos-cli/pom.xml");
    source("chaos-cli/src/main/java/Cli.java");
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      // looked for along the default path; these and the fakes are all that the launcher can find
      script(tools.resolve(tool), "PATH=/usr/bin:/bin; exec " + tool + " \"$@\"");
    }
    jdk = folder.resolve("jdk");
    java("17");
    script(jdk.resolve("bin/javac"), "exit 0");
    maven(
        """
        echo "$*" >> '%s'
        sleep 1
        mkdir -p chaos-cli/target/quick
        echo jar > chaos-cli/target/quick/gelada.jar
        """
            .formatted(builds()));
  }

  @Test
  void builds_on_first_use_says_so_and_then_is_the_jvm() throws Exception {
    Process gelada = start(checkout.resolve("gelada"), Map.of(), "plan", "a file.yaml");
    String out = text(gelada);

    assertThat(out)
        .contains("pid " + gelada.pid())
        .endsWith("<dev.gelada.cli.Main><plan><a file.yaml>\n");
    assertThat(error())
        .startsWith("gelada: first use, building")
        .contains("target/gelada/build.log")
        .hasLineCount(1);
    assertThat(Files.readAllLines(builds())).singleElement().asString().contains("-pl chaos-cli");
  }

  @Test
  void builds_again_only_when_a_source_is_newer() throws Exception {
    run();
    run();
    assertThat(Files.readAllLines(builds())).hasSize(1);

    newer("chaos-core/src/main/java/Core.java");
    run();
    run();

    assertThat(Files.readAllLines(builds())).hasSize(2);
    assertThat(error()).isEmpty();
  }

  @Test
  void builds_once_for_two_first_uses_at_a_time() throws Exception {
    Process one = start(checkout.resolve("gelada"), Map.of());
    Process two = start(checkout.resolve("gelada"), Map.of());

    assertThat(text(one)).contains("dev.gelada.cli.Main");
    assertThat(text(two)).contains("dev.gelada.cli.Main");
    assertThat(Files.readAllLines(builds())).hasSize(1);
    assertThat(checkout.resolve("target/gelada/lock")).doesNotExist();
  }

  @Test
  void takes_over_from_a_builder_that_died() throws Exception {
    Path lock = checkout.resolve("target/gelada/lock");
    Files.createDirectories(lock.getParent());
    // this test's own pid with a beginning that is not its own: a pid that was used again
    Files.createSymbolicLink(lock, Path.of(ProcessHandle.current().pid() + "@1"));

    assertThat(run()).contains("dev.gelada.cli.Main");
    assertThat(Files.exists(lock, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void works_through_links_from_anywhere() throws Exception {
    Path link = folder.resolve("bin/gelada-link");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../a check out/gelada"));

    assertThat(text(start(link, Map.of(), "demo"))).endsWith("<demo>\n");
  }

  @Test
  void takes_plugins_and_flags_from_the_environment() throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("plug ins"));
    Path jar = Files.createFile(folder.resolve("own.jar"));

    String out =
        text(
            start(
                checkout.resolve("gelada"),
                Map.of(
                    "GELADA_PLUGINS", plugins + ":" + jar, "GELADA_JAVA_OPTS", "-Xmx64m -Da=*")));

    assertThat(out)
        .contains("<-Xmx64m><-Da=*>")
        .contains("/target/gelada/gelada.jar:" + plugins + "/*:" + jar + ">");
  }

  @Test
  void refuses_plugins_that_do_not_exist() throws Exception {
    run();

    Process gelada =
        start(checkout.resolve("gelada"), Map.of("GELADA_PLUGINS", "/nowhere/own.jar"));

    assertThat(text(gelada)).isEmpty();
    assertThat(gelada.exitValue()).isEqualTo(ExitCode.USAGE.number());
    assertThat(error()).contains("/nowhere/own.jar, which does not exist");
  }

  @Test
  void says_what_is_wrong_with_the_java_that_is_there() throws Exception {
    java("11");
    assertThat(refusal()).contains("is Java 11. Gelada needs 17 or newer");

    java("1.8");
    assertThat(refusal()).contains("is Java 1.8. Gelada needs 17 or newer");

    java("21");
    Files.delete(jdk.resolve("bin/javac"));
    assertThat(refusal()).contains("without a compiler", "a JRE");

    Files.delete(jdk.resolve("bin/java"));
    assertThat(refusal()).contains("JAVA_HOME is " + jdk + ", but there is no bin/java in it");
  }

  @Test
  void notices_that_java_was_exchanged_for_an_old_one() throws Exception {
    run();
    Path old = folder.resolve("old");
    Files.move(jdk, old);
    jdk = old;
    java("11");

    assertThat(refusal()).contains("is Java 11");
  }

  @Test
  void says_that_maven_is_missing() throws Exception {
    Files.delete(tools.resolve("mvn"));

    assertThat(refusal()).contains("there is no mvn on the PATH");
  }

  @Test
  void shows_why_a_build_failed_and_where_its_log_is() throws Exception {
    maven("echo '[INFO] fine'; echo '[ERROR] no such package'; exit 1");

    assertThat(refusal())
        .contains("[ERROR] no such package", "all of it is in", "target/gelada/build.log")
        .doesNotContain("[INFO]");
    assertThat(Files.exists(checkout.resolve("target/gelada/gelada.jar"))).isFalse();
  }

  @Test
  void keeps_the_old_jar_for_those_who_run_it() throws Exception {
    run();
    Path jar = checkout.resolve("target/gelada/gelada.jar");
    Object before = Files.getAttribute(jar, "unix:ino");

    newer("chaos-cli/pom.xml");
    run();

    assertThat(Files.getAttribute(jar, "unix:ino")).isNotEqualTo(before);
  }

  private String run() throws Exception {
    return text(start(checkout.resolve("gelada"), Map.of()));
  }

  private String refusal() throws Exception {
    Process gelada = start(checkout.resolve("gelada"), Map.of());
    assertThat(text(gelada)).isEmpty();
    assertThat(gelada.exitValue()).isEqualTo(ExitCode.FAILED.number());
    return error();
  }

  private Process start(Path launcher, Map<String, String> more, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(more);
    return builder.start();
  }

  private static String text(Process gelada) throws Exception {
    String out = new String(gelada.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gelada.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return out;
  }

  private String error() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private Path builds() {
    return folder.resolve("builds");
  }

  private void java(String version) throws IOException {
    script(
        jdk.resolve("bin/java"),
        """
        if [ "$1" = -XshowSettings:properties ]; then
          printf '    java.home = %%s\\n    java.specification.version = %%s\\n' '%s' '%s' >&2
          exit 0
        fi
        echo "pid $$"
        printf '<%%s>' "$@"
        echo
        """
            .formatted(jdk, version));
  }

  private void maven(String body) throws IOException {
    script(tools.resolve("mvn"), body);
  }

  private void source(String name) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  private void newer(String name) throws IOException {
    Files.setLastModifiedTime(
        checkout.resolve(name), FileTime.from(Instant.now().plus(Duration.ofMillis(1))));
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
