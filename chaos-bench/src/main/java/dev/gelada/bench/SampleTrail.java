package dev.gelada.bench;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Owner;
import dev.gelada.core.trail.Slot;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trails as runs write them: made up, the same each time but for their hashes. */
final class SampleTrail {
  /** Started, claimed, struck, probed twice, reverted, ended. */
  private static final int RECORDS_OF_A_RUN = 7;

  private static final Place PLACE = new Place("host", "bench/boot");
  private static final Entry.Origin ORIGIN =
      new Entry.Origin("checkout", "schedules/checkout.yaml", "", "", "", "", "bench", Map.of());

  private SampleTrail() {}

  /** A trail over that store, with its first record. */
  static Trail create(TrailStore store) throws IOException {
    return Trail.create(parts(store), "bench");
  }

  /** An existing one. */
  static Trail.Parts parts(TrailStore store) {
    return new Trail.Parts(
        store,
        new SystemTime(),
        new Actor("test", "bench", "localhost", "none"),
        List.of(),
        new Redactor(),
        new SplittableRandom(1));
  }

  /** Single records of some 300 bytes, chained from the first on. */
  static List<TrailRecord> notes(int count) throws IOException {
    MemoryTrailStore store = new MemoryTrailStore();
    try (Trail trail = create(store)) {
      Ledger ledger = trail.read();
      for (int i = 1; i < count; i++) {
        ledger = append(trail, ledger, "", List.of(new Entry.Note("record " + i)));
      }
      return store.after(0).toList();
    }
  }

  /** Writes a trail of whole runs, a hundred in a batch, with about so many records. */
  static void write(Path file, int records) throws IOException {
    MemoryTrailStore store = new MemoryTrailStore(); // no sync for each of them
    try (Trail trail = create(store)) {
      Ledger ledger = trail.read();
      int batch = 100 * RECORDS_OF_A_RUN; // each append gives a ledger of its own, with all claims
      for (int run = 0; ledger.head().sequence() + batch <= records; run += 100) {
        List<Entry> entries = new ArrayList<>();
        for (int next = run; next < run + 100; next++) {
          entries.addAll(run(next));
        }
        ledger = append(trail, ledger, "run" + run, entries);
      }
      Files.write(file, store.after(0).map(TrailRecord::line).toList());
    }
  }

  private static Ledger append(Trail trail, Ledger on, String run, List<Entry> entries)
      throws IOException {
    Trail.Batch batch = new Trail.Batch(run, "", false, entries);
    Deadline until = Deadline.in(Duration.ofSeconds(10), new SystemTime());
    if (trail.append(on, batch, until) instanceof Trail.Answer.Written written) {
      return written.after();
    }
    throw new IllegalStateException("nobody else writes to this trail");
  }

  private static List<Entry> run(int number) {
    Entry.Claimed claim = claim(number);
    StrikeId id = claim.strike().id();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry.Started(ORIGIN, new Owner(PLACE, "1@1"), number));
    entries.add(claim);
    entries.add(new Entry.Struck(id, false, Map.of("signal", "SIGSTOP")));
    entries.add(new Entry.Probed("answers", "during", "BROKEN", "503ms", "too slow"));
    entries.add(new Entry.Probed("answers", "during", "HOLDS", "3ms", "answered 200"));
    entries.add(new Entry.Reverted(id, "restored", Map.of("signal", "SIGCONT")));
    entries.add(new Entry.Ended(0, "held", Map.of("strikes", "1"), Instant.EPOCH));
    return entries;
  }

  /** The claim of one run; groups come round again after a hundred. */
  static Entry.Claimed claim(int run) {
    GroupId group = new GroupId(PLACE, "process-set", "group-" + run % 100);
    Target victim =
        new Target(
            new TargetId(PLACE, "process", "p" + run, run + "@1"),
            group,
            "",
            Map.of("gelada/enabled", "true"),
            Instant.EPOCH,
            Health.HEALTHY,
            List.of());
    Strike strike =
        new Strike(new StrikeId("strike" + run), "pause-process", victim, Instant.EPOCH, run);
    return new Entry.Claimed(
        strike,
        Prepared.Intent.on(
            strike,
            new Undo.Recipe(PLACE, Map.of("process", run + "@1"), Undo.Expiry.GUARDIAN),
            "process:" + run),
        Lease.LOCAL,
        new Slot("checkout", group, "run" + run, "steps[0]"),
        ORIGIN,
        false);
  }
}
