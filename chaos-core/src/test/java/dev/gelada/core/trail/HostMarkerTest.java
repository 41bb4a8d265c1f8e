package dev.gelada.core.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMarkerTest {
  @TempDir Path folder;

  private HostMarker marker() {
    return new HostMarker(
        Map.of(HostMarker.VARIABLE, folder.resolve("shared/host-trail").toString()));
  }

  @Test
  void the_first_trail_guards_the_host_and_another_one_is_refused() throws IOException {
    assertThat(marker().check("one")).isEmpty();
    assertThat(marker().check("one")).isEmpty();

    Optional<Refusal> refusal = marker().check("two");
    assertThat(refusal).isPresent();
    assertThat(refusal.orElseThrow().rule()).isEqualTo("trail.mismatch");
    assertThat(refusal.orElseThrow().toString()).contains("one", "two", "--trail");
    assertThat(Files.readString(marker().path())).isEqualTo("one\n");
    assertThat((Integer) Files.getAttribute(folder.resolve("shared"), "unix:mode") & 07777)
        .isEqualTo(01777);
    try (var files = Files.list(folder.resolve("shared"))) {
      assertThat(files).as("no drafts are left").hasSize(1);
    }
  }

  @Test
  void exactly_one_of_many_wins() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<Refusal>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String id = "trail-" + i;
        all.add(() -> marker().check(id));
      }
      int won = 0;
      for (Future<Optional<Refusal>> each : pool.invokeAll(all)) {
        won += each.get().isEmpty() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void what_cannot_be_found_out_is_refused() throws IOException {
    Files.createDirectories(folder.resolve("shared"));
    Files.createSymbolicLink(marker().path(), folder.resolve("elsewhere"));
    assertThat(marker().check("one").orElseThrow().reason()).contains("symbolic link");
    Files.delete(marker().path());
    Files.writeString(marker().path(), "two words\n");
    assertThat(marker().check("one").orElseThrow().reason()).contains("does not hold");
  }
}
