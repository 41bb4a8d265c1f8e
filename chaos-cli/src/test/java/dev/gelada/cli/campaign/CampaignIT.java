package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the protocol of claims is for, tried many times on real processes. How often: see {@link
 * Campaign}.
 */
@EnabledOnOs(OS.LINUX)
class CampaignIT {
  /**
   * Much of a round is waiting for a lease or a deadline to end, so more than one for each core;
   * too many, and leases end before they are used.
   */
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @TempDir Path folder;

  @Test
  void crash_at_any_time_and_everything_is_settled_and_put_back() throws Exception {
    Tally tally = Campaign.CRASH.play(2 * CORES, new CrashRound());

    if (tally.rounds() >= 20) {
      assertThat(tally.caught()).as("the instants are spread over the run").hasSizeGreaterThan(1);
    }
  }

  @Test
  void instant_by_instant_a_runner_dies_and_everything_is_settled_and_put_back() throws Exception {
    Instants all = Instants.listed(folder.resolve("listed"));

    Tally tally = Campaign.INSTANT.play(2 * CORES, new InstantRound(all));

    if (tally.rounds() >= 20) {
      assertThat(tally.caught()).as("the instants are spread over the run").hasSizeGreaterThan(1);
    }
  }

  @Test
  void freeze_a_runner_between_any_two_steps_and_it_touches_nobody_outside_its_lease()
      throws Exception {
    Instants all = Instants.listed(folder.resolve("listed"));
    Instants steps =
        all.but(name -> name.startsWith("in append") || FreezeRound.BEYOND.contains(name));
    assertThat(all.names()).containsAll(FreezeRound.BEYOND);

    Campaign.FREEZE.play(3 * CORES, new FreezeRound(steps));
    try (Sleepers sleepers = new Sleepers("guardian-instant", 1)) {
      System.out.printf(
          "a guardian takes %d us from its last check to the end of its signal, in the mean%n",
          GuardianInstant.mean(sleepers.all().get(0)).toNanos() / 1000);
    }
  }

  @Test
  void rivals_strike_exactly_as_often_as_the_limit_says() throws Exception {
    Campaign.RIVALS.play(1, new RivalsRound());
  }

  @Test
  void halt_ends_all_strikes_until_it_is_resumed() throws Exception {
    Campaign.HALT.play(CORES, new HaltRound());
  }
}
