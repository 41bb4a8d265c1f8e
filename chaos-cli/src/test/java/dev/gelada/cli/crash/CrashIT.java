package dev.gelada.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills runners with SIGKILL at random instants, several side by side on separate trails. More
 * rounds: {@code -Dgelada.crash.rounds=300}; one of them again: {@code -Dgelada.crash.seed=17
 * -Dgelada.crash.rounds=1}.
 */
@EnabledOnOs(OS.LINUX)
class CrashIT {
  private static final int ROUNDS = Integer.getInteger("gelada.crash.rounds", 20);
  private static final int SEED = Integer.getInteger("gelada.crash.seed", 1);
  private static final int SIDE_BY_SIDE = 4;

  @TempDir Path folder;

  @Test
  void whatever_instant_a_runner_dies_at_everything_is_settled_and_put_back() throws Exception {
    Map<String, Integer> phases = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      Map<Long, Future<String>> rounds = new TreeMap<>();
      for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
        Round round = new Round(seed, folder.resolve("round-" + seed));
        rounds.put(seed, threads.submit(round::play));
      }
      for (Map.Entry<Long, Future<String>> round : rounds.entrySet()) {
        try {
          phases.merge(round.getValue().get(), 1, Integer::sum);
        } catch (java.util.concurrent.ExecutionException e) {
          failures.add("seed " + round.getKey() + ": " + e.getCause());
        }
      }
    } finally {
      threads.shutdownNow();
    }

    System.out.println("runners were killed " + phases);
    assertThat(failures).isEmpty();
    if (ROUNDS >= 20) {
      assertThat(phases).as("the instants are spread over the run").hasSizeGreaterThanOrEqualTo(3);
    }
  }
}
