package dev.gelada.junit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Await;
import dev.gelada.junit.Chaos;
import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.target.ProcessTarget;
import dev.gelada.junit.target.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker with a supervisor is killed in the middle of its jobs; all of them get done. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(ChaosExtension.class)
class KilledWorkerIT {
  private static final Path JOBS = folder();

  @RegisterExtension
  static final ProcessTarget WORKER =
      ProcessTarget.named("worker")
          .java(Worker.class, JOBS.toString())
          .readyWhenPrints("is ready")
          .restarting()
          .build();

  private static Path folder() {
    try {
      return Files.createTempDirectory("gelada-jobs");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void jobs_survive_a_crash_of_their_worker(Chaos chaos) throws Exception {
    for (int i = 100; i < 140; i++) {
      Files.createFile(JOBS.resolve(i + ".job"));
    }
    Await.until("some are done", Duration.ofSeconds(20), () -> done() > 5);

    try (ActiveFault killed = chaos.inject(WORKER, Fault.of("kill"))) {
      assertThat(killed.lasting()).isFalse();
    }

    Await.until("all are done", Duration.ofSeconds(30), () -> done() == 40);
    assertThat(WORKER.starts()).isEqualTo(2);
  }

  private static long done() throws IOException {
    try (Stream<Path> files = Files.list(JOBS)) {
      List<Path> all = files.toList();
      return all.stream().filter(file -> file.toString().endsWith(".done")).count();
    }
  }
}
