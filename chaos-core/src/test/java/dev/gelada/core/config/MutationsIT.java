package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationsIT {
  @Test
  void ten_thousand_broken_files_are_told_with_a_place_in_200_megabytes(@TempDir Path folder)
      throws Exception {
    Path output = folder.resolve("output");
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Mutations.class.getName(),
                "10000")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(jvm.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      jvm.destroyForcibly();
    }
    String said = Files.readString(output);
    System.out.println(
        said.lines().filter(line -> line.startsWith("mutants:")).findFirst().orElse(""));
    assertThat(jvm.exitValue()).as(said).isZero();
    assertThat(said).contains("Bad=", "Ok=", "BOTH_ACCEPT=", "BOTH_REJECT=", "LOADER_REJECTS=");
  }
}
