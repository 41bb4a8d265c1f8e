package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * How many rounds of which trouble are played, and from which seed on. {@code mvn verify} plays the
 * few, {@code -Pcampaign} the many.
 *
 * <ul>
 *   <li>{@code -Dgelada.campaign.minutes=12}: no round begins after that time, which is for all
 *       campaigns together, shared out as below; one round of each is played in any case.
 *   <li>{@code -Dgelada.campaign.rounds=5}: so many of each instead.
 *   <li>{@code -Dgelada.campaign.seed=17}: the first round's seed; each next one has the next.
 * </ul>
 */
enum Campaign {
  /** Runners are killed at any time. */
  CRASH(20, 300, 9),
  /** Runners kill themselves at a named instant. */
  INSTANT(20, 200, 8),
  /** Runners stand still at a named instant while others settle. */
  FREEZE(20, 200, 8),
  /** Many runners want more than the limit. */
  RIVALS(20, 50, 35),
  /** Runners strike as fast as they can and everything is halted, three times in a round. */
  HALT(20, 100, 16),
  /** Two runners on a cluster's trail, and an API server that is hard to reach. */
  CLUSTER(3, 200, 24);

  private static final boolean FULL = Boolean.getBoolean("gelada.campaign.full");
  private static final long SEED = Long.getLong("gelada.campaign.seed", 1);
  private static final int ROUNDS = Integer.getInteger("gelada.campaign.rounds", 0);
  private static final int MINUTES = Integer.getInteger("gelada.campaign.minutes", 0);

  /** After so many failed rounds the next ones would only say the same. */
  private static final int ENOUGH = 5;

  private final int few;
  private final int many;
  private final int percent;

  /**
   * A campaign.
   *
   * @param few rounds of {@code mvn verify}
   * @param many rounds of {@code -Pcampaign}
   * @param percent its share of the minutes; a round of rivals starts eight JVMs
   */
  Campaign(int few, int many, int percent) {
    this.few = few;
    this.many = many;
    this.percent = percent;
  }

  /** One round on a trail of its own. */
  interface Round {
    /**
     * Plays it; what must be true and is not is thrown.
     *
     * @param seed all its chance
     * @param folder its own, empty
     * @param tally what is to be printed of it
     */
    void play(long seed, Path folder, Tally tally) throws Exception;
  }

  /** How many are played if time does not run out. */
  int rounds() {
    return ROUNDS > 0 ? ROUNDS : FULL ? many : few;
  }

  /** Plays them side by side; fails with the seeds of those that failed. */
  Tally play(int sideBySide, Round round) throws Exception {
    Tally tally = new Tally();
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    AtomicLong next = new AtomicLong(SEED);
    long begun = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(sideBySide);
    try {
      List<Future<?>> players = new ArrayList<>();
      for (int i = 0; i < sideBySide; i++) {
        players.add(
            threads.submit(
                () -> {
                  for (long seed = next.getAndIncrement();
                      wanted(seed, begun) && failures.size() < ENOUGH;
                      seed = next.getAndIncrement()) {
                    play(round, seed, tally, failures);
                  }
                }));
      }
      for (Future<?> player : players) {
        player.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "campaign %s: %d of %d rounds in %d s from seed %d: %s%n",
        word(), tally.rounds(), rounds(), elapsed(begun).toSeconds(), SEED, tally);
    assertThat(failures).as("rounds of campaign " + word()).isEmpty();
    return tally;
  }

  private boolean wanted(long seed, long begun) {
    boolean first = seed == SEED;
    boolean inTime =
        MINUTES == 0
            || elapsed(begun)
                    .compareTo(Duration.ofMinutes(MINUTES).multipliedBy(percent).dividedBy(100))
                < 0;
    return first || (seed < SEED + rounds() && inTime);
  }

  private static Duration elapsed(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** A failed round's folder stays, to be looked at. */
  private void play(Round round, long seed, Tally tally, List<String> failures) {
    Path folder = Path.of("target", "campaigns", word() + "-" + seed).toAbsolutePath();
    try {
      delete(folder);
      round.play(seed, Files.createDirectories(folder), tally);
      tally.round();
      delete(folder);
    } catch (Exception | AssertionError failed) {
      failures.add(
          """

          %s
          Its trail: %s
          Again: -Dit.test='*CampaignIT#%s*' -Dgelada.campaign.seed=%d -Dgelada.campaign.rounds=1
          """
              .formatted(failed, folder, word(), seed));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
