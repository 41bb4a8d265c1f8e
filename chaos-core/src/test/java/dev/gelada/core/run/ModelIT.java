package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.RealSystem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of the claim protocol says what its README says that it says. */
class ModelIT {
  @Test
  void each_rule_is_needed_and_together_they_hold(@TempDir Path folder) throws Exception {
    RealSystem.needed(
        there("spin") && there("gcc") && Files.exists(Path.of("/usr/include/stdio.h")),
        "the model is checked with Spin: apt-get install spin gcc libc6-dev");
    Path output = folder.resolve("output");
    ProcessBuilder check =
        new ProcessBuilder(Path.of("..", "model", "check").toAbsolutePath().normalize().toString())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile());
    check.environment().put("MODEL_BUILD", Path.of("target", "model").toAbsolutePath().toString());
    Process running = check.start();
    try {
      assertThat(running.waitFor(15, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
    String said = Files.readString(output);
    System.out.println(said.lines().reduce("", (before, line) -> line));
    assertThat(running.exitValue()).as(said).isZero();
    assertThat(said).contains("ok     no-lease ", "ok     two-runners ", "ok     slots-two ");
  }

  private static boolean there(String tool) {
    return Arrays.stream(
            Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
