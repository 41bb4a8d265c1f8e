package dev.gelada.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Provides;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.trail.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProvidesTest {
  private static final Duration LASTS = Duration.ofMillis(2500);

  private final World world = new World();
  private final Standing source = new Standing();

  ProvidesTest() throws IOException {}

  @Test
  void what_stands_for_a_target_is_set_up_before_anybody_looks_and_noted() throws Exception {
    source.says = List.of("started a proxy at 127.0.0.1:5433");

    Outcome outcome = world.run(errand(false));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(source.calls).startsWith("provide", "groups").containsOnlyOnce("provide");
    assertThat(world.types())
        .containsSubsequence(RecordType.STARTED, RecordType.NOTE, RecordType.CLAIMED);
    assertThat(world.records())
        .filteredOn(record -> record.type() == RecordType.NOTE)
        .singleElement()
        .satisfies(
            note -> assertThat(note.toString()).contains("started a proxy at 127.0.0.1:5433"));
  }

  @Test
  void what_stands_already_is_not_worth_a_note() throws Exception {
    Outcome outcome = world.run(errand(false));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(source.calls).startsWith("provide");
    assertThat(world.types()).doesNotContain(RecordType.NOTE);
  }

  @Test
  void a_dry_run_sets_nothing_up() throws Exception {
    source.says = List.of("started");

    Outcome outcome = world.run(errand(true));

    assertThat(outcome.exit()).as(outcome.verdict()).isEqualTo(Outcome.HELD);
    assertThat(source.calls).doesNotContain("provide");
    assertThat(world.types()).doesNotContain(RecordType.NOTE);
  }

  @Test
  void a_run_whose_targets_cannot_be_set_up_strikes_nothing() throws Exception {
    source.fails = true;

    Outcome outcome = world.run(errand(false));

    assertThat(outcome.exit()).isEqualTo(Outcome.FAILED);
    assertThat(outcome.verdict()).contains("could not set up 'cart'").contains("port is taken");
    assertThat(world.types()).doesNotContain(RecordType.CLAIMED);
  }

  private Errand errand(boolean dry) {
    Errand plain = world.errand(dry, world.pauses(LASTS));
    Experiment file = plain.experiment();
    Aim aim = file.targets().values().iterator().next();
    Aim provided =
        new Aim(aim.name(), "standing", source, null, List.of(), aim.groups(), aim.pick());
    return plain.of(
        new Experiment(
            file.name(),
            file.why(),
            file.path(),
            file.hash(),
            Map.of(aim.name(), provided),
            file.probes(),
            file.steadyState(),
            file.limits(),
            file.steps(),
            file.schedule(),
            file.warnings()));
  }

  /** The world's targets, for which something has to stand. */
  private final class Standing implements TargetSource, Provides {
    private final List<String> calls = new ArrayList<>();
    private List<String> says = List.of();
    private boolean fails;

    @Override
    public List<String> missing(Deadline deadline) {
      return says;
    }

    @Override
    public List<String> provide(Deadline deadline) throws IOException {
      calls.add("provide");
      if (fails) {
        throw new IOException("the port is taken");
      }
      return says;
    }

    @Override
    public Stream<Group> groups(Scope scope) throws Exception {
      calls.add("groups");
      return world.targets.groups(scope);
    }

    @Override
    public Optional<Group> group(GroupId id) throws Exception {
      return world.targets.group(id);
    }

    @Override
    public Stream<Target> members(GroupId id) throws Exception {
      return world.targets.members(id);
    }
  }
}
