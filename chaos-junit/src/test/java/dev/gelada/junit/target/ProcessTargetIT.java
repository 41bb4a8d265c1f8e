package dev.gelada.junit.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Await;
import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.Kill;
import dev.gelada.junit.Pause;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnabledOnOs(OS.LINUX)
@ExtendWith(ChaosExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessTargetIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Path JOBS = folder();

  @RegisterExtension
  static final ProcessTarget WORKER =
      ProcessTarget.named("worker")
          .java(Worker.class, JOBS.toString())
          .readyWhenPrints("is ready")
          .build();

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("gelada-jobs");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(1)
  void a_killed_child_is_gone() throws Exception {
    try (ActiveFault killed = WORKER.inject(Fault.of("kill"))) {
      Await.until("gone", SOON, () -> !WORKER.isAlive());
      assertThat(killed.lasting()).isFalse();
    }
    assertThat(WORKER.starts()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void the_next_test_finds_it_running_again() {
    assertThat(WORKER.isAlive()).isTrue();
    assertThat(WORKER.starts()).isEqualTo(2);
    assertThat(WORKER.output()).contains("worker is ready");
  }

  @Test
  @Order(3)
  @Pause(target = "worker")
  void a_paused_child_stands_still() throws Exception {
    Path job = Files.createFile(JOBS.resolve("paused.job"));

    Await.throughout("undone", Duration.ofMillis(500), () -> Files.exists(job));
  }

  @Test
  @Order(4)
  void and_goes_on_after_the_test() throws Exception {
    Await.until("done", SOON, () -> Files.exists(JOBS.resolve("paused.done")));
    Files.delete(JOBS.resolve("paused.done"));
  }

  @Test
  @Order(5)
  @Kill(target = "worker")
  void an_annotation_kills_before_the_body() throws Exception {
    Await.until("gone", SOON, () -> !WORKER.isAlive());
  }

  @Nested
  @Order(6)
  class InAClassInside {
    @Test
    void the_same_child_is_used() {
      int before = WORKER.starts();
      assertThat(WORKER.isAlive()).isTrue();
      assertThat(ProcessHandle.current().children().filter(c -> c.pid() == WORKER.pid()))
          .hasSize(1);
      assertThat(before).isEqualTo(3);
    }
  }
}
