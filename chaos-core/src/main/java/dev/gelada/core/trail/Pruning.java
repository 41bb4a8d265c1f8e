package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Removing archives: said on record first, then done. */
public final class Pruning {
  private static final String BEGINNING = "pruned: ";

  private Pruning() {}

  /**
   * Removes the archives all of whose records are older, oldest first. The trail itself stays as it
   * is.
   *
   * @param than by the records' times
   * @param why goes into the record that names them
   * @return what was removed
   * @throws IOException if it could not be recorded, and nothing was removed; or if one could not
   *     be removed, which may be asked for again
   */
  public static List<TrailStore.Archive> prune(
      Trail trail, Instant than, String why, Deadline until) throws IOException {
    List<TrailStore.Archive> older = older(trail.store(), than);
    if (!older.isEmpty()) {
      trail.commit(ledger -> new Trail.Batch("", why, false, List.of(note(older))), until);
      for (TrailStore.Archive archive : older) {
        trail.store().forget(archive);
      }
    }
    return older;
  }

  /**
   * The archives all of whose records are older, from the oldest on and without a gap.
   *
   * @throws IOException if the store cannot be read
   */
  static List<TrailStore.Archive> older(TrailStore store, Instant than) throws IOException {
    List<TrailStore.Archive> older = new ArrayList<>();
    for (TrailStore.Archive archive : store.archives()) {
      // times never fall along a trail, so the last one tells
      if (!last(store, archive).isBefore(than)) {
        break;
      }
      older.add(archive);
    }
    return older;
  }

  private static Instant last(TrailStore store, TrailStore.Archive archive) throws IOException {
    try (Stream<TrailRecord> records = store.archived(archive)) {
      Instant at = Instant.EPOCH;
      for (Iterator<TrailRecord> each = records.iterator(); each.hasNext(); ) {
        at = each.next().at();
      }
      return at;
    } catch (UncheckedIOException unread) {
      throw unread.getCause();
    }
  }

  /** What stands on record of archives that are about to be removed. */
  static Entry.Note note(List<TrailStore.Archive> archives) {
    return new Entry.Note(
        BEGINNING + String.join(" ", archives.stream().map(TrailStore.Archive::name).toList()));
  }

  /** Whether a record says that an archive was removed. */
  static boolean says(TrailRecord record, String archive) {
    String text = record.data().path("text").asString("");
    return record.type() == RecordType.NOTE
        && !record.dry()
        && text.startsWith(BEGINNING)
        && List.of(text.substring(BEGINNING.length()).split(" ")).contains(archive);
  }
}
