package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One runner that kills itself at a named instant: before, in or after an append, around a look, an
 * attack or a signal. Then as after any crash.
 */
record InstantRound(Instants instants) implements Campaign.Round {
  @Override
  public void play(long seed, Path folder, Tally tally) throws Exception {
    instants.reach(seed, folder, tally, this::once);
  }

  private boolean once(String instant, long seed, Path folder, Tally tally) throws Exception {
    Stage stage = Stage.set("instant", seed, folder);
    String total = Instants.TOTAL + " per hour";
    Path file = stage.file("run.yaml", total, Instants.STEPS);
    Path more =
        stage.file(
            "more.yaml",
            total,
            "steps:\n" + "  - kill-process: {target: sleepers}\n".repeat(Instants.TOTAL + 1));
    Path leaves = folder.resolve("leaves");
    try (Sleepers sleepers = new Sleepers(stage.group(), Instants.SLEEPERS);
        Effects effects = new Effects(sleepers);
        GeladaProcess runner = stage.staged(file, leaves, "kill", instant)) {
      runner.exit(Stage.LONG);
      boolean reached = Files.exists(leaves.resolve(StopPoints.REACHED));
      String phase = stage.account().phase();
      stage.endsByItself(sleepers);

      assertThat(stage.exit("revert")).as("revert after a kill " + instant).isZero();
      stage.settled(sleepers, Instants.TOTAL);

      try (OwnGelada own = OwnGelada.on(stage)) {
        assertThat(own.run(more)).as("a run that goes on must meet the limit").isEqualTo(3);
      }
      stage.settled(sleepers, Instants.TOTAL);
      effects.agreeWith(stage.account());
      tally.add("strikes", stage.account().strikes().size());
      if (reached) {
        tally.caught(phase);
      }
      return reached;
    }
  }
}
