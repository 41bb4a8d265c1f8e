package dev.gelada.core.trail;

import dev.gelada.core.trail.Verification.Bad;
import dev.gelada.core.trail.Verification.Torn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a trail from its first record on, without writing and without a lock. Without an anchor
 * a hash chain does not show that records were cut off its end, nor that somebody wrote all of it
 * anew.
 */
public final class Verify {
  private final @Nullable Anchor anchor;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Folding fold;
  private Head head = Head.EMPTY;
  private String trail = "";
  private boolean understood = true;
  private @Nullable Bad bad;

  private final List<String> walked = new ArrayList<>();
  private String archive = "";
  private @Nullable String missing;
  private boolean pruned;
  private long good;

  private Verify(String where, @Nullable Anchor anchor) {
    this.fold = new Folding(where);
    this.anchor = anchor;
  }

  /**
   * A trail in a file, and its archives beside it; memory does not grow with their length but for
   * the claims.
   *
   * @param anchor what is known from elsewhere; null for nothing
   * @throws IOException if the file cannot be read
   */
  public static Verification file(Path file, @Nullable Anchor anchor) throws IOException {
    Path real = TrailPlace.readable(file);
    Verify verify = new Verify(file.toString(), anchor);
    try (BatchReader reader = new BatchReader(file, BatchReader.Mark.START)) {
      FileArchives archives = new FileArchives(real);
      for (String name :
          verify.chain(
              beginning(file),
              other ->
                  Files.exists(archives.file(other))
                      ? new Beginning(beginning(archives.file(other)))
                      : null)) {
        verify.archive = name;
        try (BatchReader archived = new BatchReader(archives.file(name), BatchReader.Mark.START)) {
          verify.all(archived);
        }
      }
      verify.archive = "";
      verify.all(reader);
      return verify.done(
          verify.bad == null && reader.torn()
              ? new Torn(verify.head.sequence() + 1, Files.size(file) - reader.end().offset())
              : null);
    }
  }

  private static @Nullable TrailRecord beginning(Path file) throws IOException {
    try (BatchReader reader = new BatchReader(file, BatchReader.Mark.START)) {
      List<Line> first = reader.next();
      return first == null ? null : first.get(0).toRecord(file.toString());
    } catch (BadTrail said) {
      return null; // by walking it
    }
  }

  private void all(BatchReader reader) throws IOException {
    try {
      for (List<Line> batch = reader.next(); batch != null && bad == null; batch = reader.next()) {
        for (Line line : batch) {
          add(line);
        }
      }
    } catch (BadTrail found) {
      found(reader.line(), found.what());
    }
  }

  /**
   * A trail in any store, and its archives.
   *
   * @param anchor what is known from elsewhere; null for nothing
   * @throws IOException if the store cannot be read
   */
  public static Verification store(TrailStore store, @Nullable Anchor anchor) throws IOException {
    Verify verify = new Verify(store.uri(), anchor);
    List<TrailStore.Archive> archives = store.archives();
    Map<String, TrailStore.Archive> byName = new HashMap<>();
    archives.forEach(each -> byName.put(each.name(), each));
    for (String name :
        verify.chain(
            first(store.after(0)),
            other -> {
              TrailStore.Archive there = byName.get(other);
              return there == null ? null : new Beginning(first(store.archived(there)));
            })) {
      verify.archive = name;
      verify.all(store.archived(java.util.Objects.requireNonNull(byName.get(name), name)));
    }
    verify.archive = "";
    verify.all(store.after(0));
    return verify.done(null);
  }

  private static @Nullable TrailRecord first(Stream<TrailRecord> records) throws IOException {
    try (records) {
      return records.findFirst().orElse(null);
    } catch (UncheckedIOException failed) {
      if (failed.getCause() instanceof BadTrail) {
        return null; // said by walking it
      }
      throw failed.getCause();
    }
  }

  private void all(Stream<TrailRecord> of) throws IOException {
    try (Stream<TrailRecord> records = of) {
      Iterator<TrailRecord> each = records.iterator();
      while (each.hasNext() && bad == null) {
        add(Line.parse(each.next().line()));
      }
    } catch (Line.Malformed found) {
      found(head.sequence() + 1, String.valueOf(found.getMessage()));
    } catch (UncheckedIOException failed) {
      if (!(failed.getCause() instanceof BadTrail found)) {
        throw failed.getCause();
      }
      found(head.sequence() + 1, found.what());
    }
  }

  /** The first record; null if it cannot be read, which is said by walking the archive. */
  private record Beginning(@Nullable TrailRecord record) {}

  private interface Beginnings {
    /** Null if the archive is not there. */
    @Nullable Beginning of(String archive) throws IOException;
  }

  /** Back from checkpoint to checkpoint: what else was archived never counted. */
  private List<String> chain(@Nullable TrailRecord first, Beginnings archives) throws IOException {
    TrailRecord at = first;
    while (at != null
        && at.type() == RecordType.CHECKPOINT
        && Entries.of(at) instanceof Entry.Checkpoint checkpoint
        && !walked.contains(checkpoint.archive())) {
      Beginning before = archives.of(checkpoint.archive());
      if (before == null) {
        missing = checkpoint.archive();
        break;
      }
      walked.add(0, checkpoint.archive());
      at = before.record();
    }
    return List.copyOf(walked);
  }

  private void add(Line line) {
    if (anchor != null && line.seq() == anchor.sequence() && !line.hash().equals(anchor.hash())) {
      found(line.seq(), "is not the record of the anchor: history was rewritten");
      return;
    }
    boolean begins = good == 0 && missing != null;
    if (!begins && (line.seq() != head.sequence() + 1 || !line.prev().equals(head.hash()))) {
      found(head.sequence() + 1, "record " + line.seq() + " does not follow the one before");
      return;
    }
    understood &= RecordType.of(line.type()).isPresent();
    if (understood) {
      try {
        understood(line.toRecord("record"), begins);
      } catch (BadTrail unlawful) {
        found(line.seq(), unlawful.what());
        return;
      }
    }
    head = line.head();
    good++;
    counts.merge(line.type(), 1L, Long::sum);
    if (head.sequence() == 1) {
      trail = line.tree().path("data").path("trail").asString("");
    }
    if (good == 1 && anchor != null && !trail.equals(anchor.trail())) {
      found(1, "is trail " + trail + "; the anchor is of trail " + anchor.trail());
    }
  }

  private void understood(TrailRecord record, boolean begins) throws BadTrail {
    if (record.type() == RecordType.CHECKPOINT
        && Entries.of(record) instanceof Entry.Checkpoint checkpoint) {
      Summary said = Entries.summary(record, checkpoint);
      if (begins) {
        trail = said.trail();
      } else if (!fold.summary(said.since()).equals(said)) {
        throw BadTrail.changed("", "does not sum up what stands before it");
      }
    }
    String gone = missing;
    pruned |= gone != null && Pruning.says(record, gone);
    fold.add(record);
  }

  private void found(long line, String reason) {
    if (bad == null) {
      bad = new Bad(archive, line, reason);
    }
  }

  private Verification done(@Nullable Torn torn) {
    if (good == 0 && bad == null) {
      found(1, "no records: no trail was opened here");
    }
    String gone = missing;
    if (gone != null && !pruned) {
      found(1, "archive " + gone + " is not there, and no record says that it was pruned");
    }
    if (anchor != null && bad == null && head.sequence() < anchor.sequence()) {
      found(
          head.sequence() + 1,
          "ends before record %d of the anchor: records were cut off".formatted(anchor.sequence()));
    }
    return new Verification(
        good,
        head,
        trail,
        counts,
        walked,
        gone == null ? null : new Verification.Missing(gone, pruned),
        bad,
        torn);
  }
}
