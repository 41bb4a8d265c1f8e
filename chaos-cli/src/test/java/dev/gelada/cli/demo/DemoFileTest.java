package dev.gelada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFileTest {
  @TempDir Path folder;

  @Test
  void writes_a_file_that_anybody_can_run() throws Exception {
    DemoFile file = DemoFile.write(folder);

    assertThat(file.path()).content().isEqualTo(file.text()).doesNotContain("${");
    try (Gelada gelada = Gelada.builder().build()) {
      Experiment experiment = ok(gelada.files().experiment(file.path()));
      assertThat(experiment.ownedOnly()).as("needs no window, no opt-in").isTrue();
      assertThat(experiment.warnings()).isEmpty();
      assertThat(experiment.hits())
          .filteredOn(hit -> "minHealthy".equals(hit.refusedBy()))
          .extracting(Step.Hit::target)
          .containsExactly("shop");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).as("no drafts").containsExactly(file.path());
    }
  }

  @Test
  void writes_it_anew_each_time() throws Exception {
    Files.writeString(folder.resolve("demo.yaml"), "somebody's own");

    DemoFile file = DemoFile.write(folder);

    assertThat(file.path()).content().contains("name: demo");
  }

  @Test
  void is_an_experiment_with_its_variables_too() throws Exception {
    try (Gelada gelada =
        Gelada.builder()
            .environment(
                Map.of(
                    "GELADA_DEMO_PORT",
                    "18000",
                    "GELADA_DEMO_STOCK",
                    "18001",
                    "GELADA_DEMO_CLASSES",
                    "a \"b\": #c"))
            .build()) {
      byte[] bytes = DemoFile.resource().getBytes(StandardCharsets.UTF_8);

      assertThat(ok(gelada.files().experiment("demo.yaml", bytes)).targets())
          .containsOnlyKeys("customers", "stock", "shop");
    }
  }

  private static Experiment ok(Loaded<Experiment> loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok<Experiment>) loaded).value();
  }
}
