package dev.gelada.core.trail;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Records as a trail would make them, on any head: what a store's test needs. */
public final class Records {
  private Records() {}

  /** The batch chained on a head. */
  @SuppressWarnings("NullAway") // does not see @Nullable on a nested type of a compiled record
  public static List<TrailRecord> on(
      Head head, Trail.Batch batch, Instant at, RandomGenerator ids) {
    Ledger ledger =
        new Ledger(head, "", at, null, 0, null, Map.of(), Map.of(), Map.of(), Set.of(), Map.of());
    try {
      return new Draft(ledger, batch, TrailSamples.ACTOR, new Redactor())
          .on(head, at, () -> Long.toHexString(ids.nextLong()));
    } catch (SecretInRecord impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The checkpoint that would stand at the end of a store that is not empty. */
  public static TrailRecord checkpoint(TrailStore store, Instant at, RandomGenerator ids)
      throws IOException {
    Folding fold = new Folding(store.uri());
    try (Stream<TrailRecord> records = store.after(0)) {
      for (Iterator<TrailRecord> each = records.iterator(); each.hasNext(); ) {
        fold.add(each.next());
      }
    }
    Entry sum =
        new Entry.Checkpoint(
            store.archiveName(fold.head()),
            fold.head().hash(),
            fold.summary(Retention.USUAL.since(at)).text());
    return on(fold.head(), new Trail.Batch("", "", false, List.of(sum)), at, ids).get(0);
  }
}
