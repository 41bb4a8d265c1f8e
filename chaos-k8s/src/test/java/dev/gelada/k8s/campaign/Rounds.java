package dev.gelada.k8s.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays rounds side by side. {@code mvn verify} plays the few, {@code -Pcampaign} the many; the
 * same properties as for the campaigns of the command line: {@code gelada.campaign.rounds}, {@code
 * gelada.campaign.minutes} (no round begins after it) and {@code gelada.campaign.seed}.
 */
final class Rounds {
  private static final boolean FULL = Boolean.getBoolean("gelada.campaign.full");
  private static final long SEED = Long.getLong("gelada.campaign.seed", 1);
  private static final int ROUNDS = Integer.getInteger("gelada.campaign.rounds", 0);
  private static final int MINUTES = Integer.getInteger("gelada.campaign.minutes", 0);

  /** After so many failed rounds the next ones would only say the same. */
  private static final int ENOUGH = 3;

  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> tally = new TreeMap<>();
  private final AtomicLong next = new AtomicLong(SEED);
  private final long begun = System.nanoTime();
  private final int rounds;
  private int played;

  /**
   * @param few rounds of {@code mvn verify}
   * @param many rounds of {@code -Pcampaign}
   */
  Rounds(int few, int many) {
    this.rounds = ROUNDS > 0 ? ROUNDS : FULL ? many : few;
  }

  /** One round. */
  interface Round {
    /**
     * Plays it; what must be true and is not is thrown.
     *
     * @param seed all its chance
     * @param folder its own, empty; stays if the round fails
     * @return what the crash met, in words
     */
    String play(long seed, Path folder) throws Exception;
  }

  /** Plays them; fails with the seeds of those that failed. */
  Map<String, Integer> play(String name, int sideBySide, Round round) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(sideBySide);
    try {
      List<Future<?>> players = new ArrayList<>();
      for (int i = 0; i < sideBySide; i++) {
        players.add(threads.submit(() -> player(name, round)));
      }
      for (Future<?> player : players) {
        player.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "campaign %s: %d of %d rounds in %d s from seed %d: %s%n",
        name, played, rounds, elapsed().toSeconds(), SEED, tally);
    assertThat(failures).as("rounds of campaign " + name).isEmpty();
    return tally;
  }

  private void player(String name, Round round) {
    for (long seed = next.getAndIncrement(); wanted(seed); seed = next.getAndIncrement()) {
      Path folder = Path.of("target", "campaigns", name + "-" + seed).toAbsolutePath();
      try {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("trail.jsonl"));
        String met = round.play(seed, folder);
        count(met);
      } catch (Exception | AssertionError failed) {
        failures.add("\nseed %d: %s\nIts trail: %s".formatted(seed, failed, folder));
      }
    }
  }

  private synchronized void count(String met) {
    played++;
    tally.merge(met, 1, Integer::sum);
  }

  private boolean wanted(long seed) {
    boolean inTime = MINUTES == 0 || elapsed().compareTo(Duration.ofMinutes(MINUTES)) < 0;
    return seed == SEED || (seed < SEED + rounds && inTime && failures.size() < ENOUGH);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
