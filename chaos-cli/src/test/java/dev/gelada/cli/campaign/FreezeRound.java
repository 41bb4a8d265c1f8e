package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.cli.crash.ProcessTable;
import dev.gelada.core.attack.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One runner that stands still at a named instant, as in a stopped virtual machine, and goes on
 * when others have settled or halted: it must not touch anybody outside its lease, and its exit
 * code must be true.
 */
record FreezeRound(Instants instants) implements Campaign.Round {
  /**
   * The signal follows the last check: a runner that stands still in between acts when it wakes.
   * That is the limit that is named in the docs, with its width.
   */
  static final Set<String> BEYOND = Set.of("before SIGKILL#1");

  @Override
  public void play(long seed, Path folder, Tally tally) throws Exception {
    instants.reach(seed, folder, tally, this::once);
  }

  private boolean once(String instant, long seed, Path folder, Tally tally) throws Exception {
    Stage stage = Stage.set("freeze", seed, folder);
    Path file = stage.file("run.yaml", Instants.TOTAL + " per hour", Instants.STEPS);
    Others others = Others.values()[Math.floorMod(seed, Others.values().length)];
    Path leaves = folder.resolve("leaves");
    try (Sleepers sleepers = new Sleepers(stage.group(), Instants.SLEEPERS);
        Effects effects = new Effects(sleepers);
        GeladaProcess runner = stage.staged(file, leaves, "stop", instant)) {
      Stage.await(
          "stopped " + instant,
          () -> !runner.alive() || ProcessTable.state(runner.handle().pid()) == 'T');
      boolean reached = Files.exists(leaves.resolve(StopPoints.REACHED));
      String phase = stage.account().phase();
      if (reached) {
        meanwhile(stage, others, runner, leaves);
      }
      int exit = runner.exit(Stage.LONG);
      String where = "%s, others: %s".formatted(instant, others);
      effects.agreeWith(stage.account());
      honest(stage.account(), exit, where + "\n" + runner.output());
      stage.settled(sleepers, Instants.TOTAL);
      assertThat(stage.account().claimedWhileHalted()).as(where).isEmpty();
      tally.add("strikes", stage.account().strikes().size());
      tally.widths(StagedRunner.widths(leaves));
      if (reached) {
        tally.caught(phase);
        tally.add("by " + others, 1);
      }
      return reached;
    }
  }

  /** What others do meanwhile. */
  private enum Others {
    /** They wait until the lease is over and settle. */
    REVERT,
    /** They halt everything and wait until it is quiet. */
    HALT,
    /** They halt, and the runner goes on as soon as that is recorded. */
    HALT_AT_ONCE
  }

  private static void meanwhile(Stage stage, Others others, GeladaProcess runner, Path leaves)
      throws Exception {
    Instant over = Instant.now().plus(Lease.LOCAL.total());
    try (GeladaProcess other =
        others == Others.REVERT
            ? stage.gelada("revert")
            : stage.gelada("halt", "--why", "campaign")) {
      if (others == Others.HALT_AT_ONCE) {
        Stage.await("halted", () -> !stage.account().of("halted").isEmpty());
      } else {
        int exit = other.exit(Stage.LONG);
        assertThat(exit).as(other.output()).isIn(List.of(0, 6));
        Stage.sleepUntil(over);
      }
      Files.createFile(leaves.resolve(StopPoints.GO));
      runner.goOn();
      assertThat(other.exit(Stage.LONG)).as(other.output()).isIn(List.of(0, 6));
    }
  }

  /** The trail says the same, and a run did well only if all that it was to strike was struck. */
  private static void honest(Account account, int exit, String where) {
    List<Account.Line> ended = account.of("ended");
    if (!ended.isEmpty()) {
      assertThat(ended.get(0).data().path("exit").asInt()).as(where).isEqualTo(exit);
    }
    boolean all =
        account.strikes().size() == 2
            && account.strikes().values().stream().allMatch(Account.Strike::struck);
    assertThat(exit == 0 && !all).as("did well without striking all: " + where).isFalse();
  }
}
