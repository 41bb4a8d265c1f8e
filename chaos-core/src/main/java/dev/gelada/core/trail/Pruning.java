package dev.gelada.core.trail;

import java.io.IOException;
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
   * The archives all of whose records are older, from the oldest on and without a gap.
   *
   * @throws IOException if the store cannot be read
   */
  public static List<TrailStore.Archive> older(TrailStore store, Instant than) throws IOException {
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
    } catch (java.io.UncheckedIOException unread) {
      throw unread.getCause();
    }
  }

  /** What stands on record of archives that are about to be removed. */
  public static Entry.Note note(List<TrailStore.Archive> archives) {
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
