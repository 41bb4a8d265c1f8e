package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.testing.LossyStore;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.testing.TrailStoreContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Several writers over one store that loses, delays and re-sends. */
class TrailLossTest {
  /** What a writer knows of one batch. */
  private enum Fate {
    WRITTEN,
    NOT_WRITTEN,
    UNSURE
  }

  private record Sent(String why, int records, Fate fate) {}

  @Test
  void what_is_known_is_true_and_nothing_is_there_twice() {
    Seeds.each(200, random -> everything(random, new MemoryTrailStore()));
  }

  @Test
  void nor_if_the_store_is_rotated_and_loses_the_answers_to_that_too() {
    Seeds.each(300, random -> everything(random, new MemoryTrailStore(10 + random.nextInt(30))));
  }

  private static void everything(RandomGenerator random, MemoryTrailStore memory)
      throws IOException {
    ManualTime time = ManualTime.onATuesdayMorning();
    LossyStore lossy =
        new LossyStore(memory, TrailSamples.chance(random.nextLong()), random.nextDouble() * 0.6);
    Trail.create(TrailSamples.parts(memory, time, random.nextLong()), "test").close();
    List<String> told = new ArrayList<>();
    List<Trail> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(
          new Trail(
              TrailSamples.parts(
                  lossy, time, random.nextLong(), written -> told.add(written.id()))));
    }
    List<Ledger> seen = new ArrayList<>();
    for (Trail writer : writers) {
      seen.add(writer.read());
    }
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int who = random.nextInt(3);
      if (random.nextInt(3) > 0) {
        seen.set(who, writers.get(who).read()); // else it acts on what it saw before
      }
      sent.add(send(writers.get(who), seen.get(who), "batch-" + i, random, time));
    }
    lossy.settle();
    judge(memory, sent, told);
  }

  private static Sent send(
      Trail trail, Ledger on, String why, RandomGenerator random, ManualTime time)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      entries.add(random.nextBoolean() ? claimed(why + "-" + n) : new Entry.Note("n" + n));
    }
    Trail.Batch batch = new Trail.Batch("r1", why, false, entries);
    Deadline until = Deadline.in(Duration.ofMillis(random.nextInt(200)), time);
    try {
      boolean written = trail.append(on, batch, until) instanceof Trail.Answer.Written;
      return new Sent(why, entries.size(), written ? Fate.WRITTEN : Fate.NOT_WRITTEN);
    } catch (TrailStore.UnsureAppend open) {
      return new Sent(why, entries.size(), Fate.UNSURE);
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("is full"); // its rotation had not come through
      return new Sent(why, entries.size(), Fate.NOT_WRITTEN);
    }
  }

  private static void judge(MemoryTrailStore memory, List<Sent> sent, List<String> told)
      throws IOException {
    List<TrailRecord> records = TrailStoreContract.archived(memory);
    records.addAll(memory.after(0).toList());
    assertThat(Verify.store(memory, null).bad()).isNull();
    for (Sent batch : sent) {
      long there = records.stream().filter(r -> r.why().equals(batch.why())).count();
      switch (batch.fate()) {
        case WRITTEN -> assertThat(there).as(batch.why()).isEqualTo(batch.records());
        case NOT_WRITTEN -> assertThat(there).as(batch.why()).isZero();
        case UNSURE -> assertThat(there).as(batch.why()).isIn(0L, (long) batch.records());
      }
    }
    assertThat(records).extracting(TrailRecord::id).doesNotHaveDuplicates().containsAll(told);
    assertThat(told).doesNotHaveDuplicates();
    long known = sent.stream().filter(s -> s.fate() == Fate.WRITTEN).mapToInt(Sent::records).sum();
    assertThat(told).hasSize((int) known);
  }
}
