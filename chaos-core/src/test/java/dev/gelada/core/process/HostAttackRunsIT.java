package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole runs: with and without the policy's leave, and with an undo that fails. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class HostAttackRunsIT {
  private static final String OWNED = "launch: {command: [sleep, \"300\"], replicas: 2}";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Its own, since cases run side by side. */
  private final String group =
      "host-attack-runs-%d-%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());

  private final String found = "processes: {group: " + group + "}";

  @TempDir Path folder = Path.of("unset");

  private final Children children = new Children();
  private final Actor actor = new Actor("test", "t", "h", "none");
  private final MemoryTrailStore store = new MemoryTrailStore();
  private Gelada gelada = Gelada.builder().build();
  private OnTrail trail = gelada.on(store, actor, List.of());

  @BeforeEach
  void begin() throws Exception {
    Trail.create(
        new Trail.Parts(
            store, new SystemTime(), actor, List.of(), new Redactor(), new SecureRandom()),
        "test");
    gelada.close();
    gelada = Gelada.builder().environment(System.getenv()).stateFolder(folder).build();
    trail = gelada.on(store, actor, List.of());
    for (int i = 0; i < 2; i++) {
      children.sleeper(Map.of("GELADA_ENABLED", "true", "GELADA_GROUP", group));
    }
  }

  @AfterEach
  void end() throws Exception {
    trail.close();
    gelada.close();
    children.killAll();
  }

  @Test
  void what_a_run_owns_may_be_loaded_without_leave() throws Exception {
    Outcome outcome = run(OWNED, "cpu-load: {for: 3s}");

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(outcome.claims()).extracting(Claim::state).containsExactly(Claim.State.REVERTED);
  }

  @Test
  void others_are_loaded_only_by_the_policys_leave() throws Exception {
    Outcome without = run(found, "memory-load: {amount: 32MiB, for: 3s}");
    allow("cpu-load");
    Outcome forAnother = run(found, "memory-load: {amount: 32MiB, for: 3s}");
    allow("memory-load");
    Outcome with = run(found, "memory-load: {amount: 32MiB, for: 3s}");

    for (Outcome refused : List.of(without, forAnother)) {
      assertThat(refused.exit()).as(refused.verdict()).isEqualTo(Outcome.REFUSED);
      assertThat(refused.refusals()).extracting("rule").containsExactly("leave");
      assertThat(refused.claims()).isEmpty();
    }
    assertThat(with.exit()).as(with.verdict()).isEqualTo(Outcome.HELD);
    assertThat(with.claims()).extracting(Claim::state).containsExactly(Claim.State.REVERTED);
  }

  @Test
  void a_command_always_needs_leave() throws Exception {
    String step = command("touch " + folder + "/did", "rm -f " + folder + "/did");
    Outcome without = run(OWNED, step);
    allow("run-command");
    Outcome with = run(OWNED, step);

    assertThat(without.refusals()).extracting("rule").containsExactly("leave");
    assertThat(with.exit()).as(with.verdict()).isEqualTo(Outcome.HELD);
    assertThat(folder.resolve("did")).doesNotExist();
  }

  @Test
  void a_command_that_fails_is_undone_and_never_silently_fine() throws Exception {
    allow("run-command");

    Outcome outcome = run(OWNED, command("exit 9", "touch " + folder + "/undone"));

    assertThat(outcome.exit()).as(outcome.verdict()).isNotEqualTo(Outcome.HELD);
    assertThat(folder.resolve("undone")).exists();
    assertThat(outcome.claims()).noneMatch(Claim::open);
  }

  @Test
  void an_undo_that_keeps_failing_is_residue_until_it_is_put_right() throws Exception {
    allow("run-command");

    Outcome outcome = run(OWNED, command("true", "test -e " + folder + "/repaired || exit 7"));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.RESIDUE);
    Claim claim = outcome.claims().get(0);
    assertThat(claim.state()).isEqualTo(Claim.State.RESIDUE);
    // on a busy machine the last try may have run out of time before the command could say its code
    assertThat(claim.reason())
        .contains("the undo of strike " + claim.id())
        .containsAnyOf("ended with exit code 7", "gave no answer in time");

    Files.createFile(folder.resolve("repaired"));
    trail.revert();
    assertThat(trail.ledger().claim(claim.id()).orElseThrow().state())
        .isEqualTo(Claim.State.REVERTED);
  }

  private Outcome run(String source, String step) throws Exception {
    String file =
        """
        gelada: 1
        name: host-attack
        why: The run is a test
        targets:
          some: {%s}
        limits: {window: {always: true, zone: UTC}, perGroup: unlimited}
        steps: [{%s}]
        """
            .formatted(source, step);
    Loaded<Experiment> loaded =
        gelada.files().experiment("f", file.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return trail.run(
        trail.errand(((Loaded.Ok<Experiment>) loaded).value(), Wish.PLAIN), Progress.SILENT);
  }

  private void allow(String attack) throws Exception {
    assertThat(trail.policy("p", "policy: 1\nallow: {attacks: [" + attack + "]}\n", "a test"))
        .isInstanceOf(Loaded.Ok.class);
  }

  private static String command(String act, String undo) {
    return "run-command: {do: [sh, -c, \"%s\"], undo: [sh, -c, \"%s\"], for: 3s}"
        .formatted(act, undo);
  }
}
