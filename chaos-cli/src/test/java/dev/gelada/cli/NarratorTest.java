package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Launch;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.Slot;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final Refusal NO = new Refusal("window", "it is night", "wait");
  private final ManualTime time = ManualTime.onATuesdayMorning();
  private final Narrator narrator = new Narrator(new Console(Screen.piped().around()));

  @Test
  void every_type_of_record_has_words() throws IOException {
    List<TrailRecord> records = written(all());

    assertThat(records.stream().map(TrailRecord::type).distinct())
        .as("a new type belongs into this test")
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RecordType.values())
                .filter(type -> type != RecordType.CHECKPOINT)
                .toList());
    for (TrailRecord record : records) {
      assertThat(narrator.tell(record)).as(record.line()).isNotBlank();
    }
  }

  @Test
  void names_the_victim_where_the_record_has_only_the_strike() throws IOException {
    List<String> told =
        written(
                List.of(
                    TrailSamples.started(1),
                    TrailSamples.claimed("s1"),
                    new Entry.Reverted(new StrikeId("s1"), "restored", Map.of("signal", "CONT"))))
            .stream()
            .map(narrator::tell)
            .toList();

    assertThat(told.get(2)).startsWith("pause-process on checkout-s1 of checkout, to end at ");
    assertThat(told.get(3)).isEqualTo("checkout-s1 restored (signal CONT)" + " (because)");
  }

  @Test
  void leaves_out_the_name_of_the_run_that_everything_is_of() throws IOException {
    Launch launch = new Launch("launch", "r1/shop/0", TrailSamples.PLACE, Map.of());

    assertThat(narrator.tell(written(List.of(new Entry.Launched(launch))).get(1)))
        .startsWith("shop/0");
  }

  @Test
  void a_refusal_names_only_what_was_refused_and_parts_its_reasons() throws IOException {
    Refusal halted = new Refusal("halted", "there is a fire", "");

    List<String> told =
        written(
                List.of(
                    new Entry.Refused("", "", List.of(halted, NO)),
                    new Entry.Refused("steps[0]", "cart", List.of(NO))))
            .stream()
            .map(narrator::tell)
            .toList();

    assertThat(told.get(1)).startsWith("halted: there is a fire; window: it is night");
    assertThat(told.get(2)).startsWith("steps[0] on cart: window: it is night");
  }

  private List<TrailRecord> written(List<Entry> entries) throws IOException {
    MemoryTrailStore store = new MemoryTrailStore();
    try (Trail trail = Trail.create(TrailSamples.parts(store, time, 1), "test");
        Stream<TrailRecord> records = afterAll(trail, store, entries)) {
      return records.toList();
    }
  }

  private Stream<TrailRecord> afterAll(Trail trail, MemoryTrailStore store, List<Entry> entries)
      throws IOException {
    for (Entry entry : entries) {
      trail.commit(ledger -> TrailSamples.batch(entry), TrailSamples.soon(time));
    }
    return store.after(0);
  }

  private List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    all.add(TrailSamples.started(1));
    for (int i = 1; i <= 6; i++) {
      all.add(TrailSamples.claimed("s" + i));
    }
    all.add(new Entry.Struck(new StrikeId("s1"), true, Map.of("signal", "STOP")));
    all.add(new Entry.Untouched(new StrikeId("s2"), NO));
    all.add(new Entry.Released(new StrikeId("s3"), "late"));
    all.add(new Entry.Failed(new StrikeId("s4"), "it is there"));
    all.add(new Entry.Residue(new StrikeId("s5"), "changed"));
    all.add(new Entry.Reverted(new StrikeId("s1"), "restored", Map.of()));
    all.add(
        new Entry.Planned("f", java.time.LocalDate.of(2026, 11, 23), "d", 1, List.of("at noon")));
    all.add(new Entry.Refused("steps[0]", "cart", List.of(NO)));
    all.add(new Entry.Probed("answers", "before", "HOLDS", "12ms", "200"));
    all.add(new Entry.Aborted("enough", true));
    all.add(new Entry.Halted("fire"));
    all.add(new Entry.Resumed("out"));
    all.add(new Entry.Missed(new Slot("f", TrailSamples.GROUP, "noon", "steps[0]"), "asleep"));
    Launch launch = new Launch("launch", "r1/shop/0", TrailSamples.PLACE, Map.of("log", "/x"));
    all.add(new Entry.Launched(launch));
    all.add(new Entry.Cleaned("r1/shop/0", "by its run"));
    all.add(new Entry.Policy("ab".repeat(32), "policy: 1"));
    all.add(new Entry.Approved("ab".repeat(32)));
    all.add(new Entry.Note("saw it"));
    all.add(new Entry.Ended(0, "held", Map.of(), time.instant()));
    return all;
  }
}
