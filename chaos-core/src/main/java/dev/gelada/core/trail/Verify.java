package dev.gelada.core.trail;

import dev.gelada.core.trail.Verification.Bad;
import dev.gelada.core.trail.Verification.Torn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private Verify(String where, @Nullable Anchor anchor) {
    this.fold = new Folding(where);
    this.anchor = anchor;
  }

  /**
   * A trail in a file; memory does not grow with the file's length but for its claims.
   *
   * @param anchor what is known from elsewhere; null for nothing
   * @throws IOException if the file cannot be read
   */
  public static Verification file(Path file, @Nullable Anchor anchor) throws IOException {
    TrailPlace.readable(file);
    Verify verify = new Verify(file.toString(), anchor);
    try (BatchReader reader = new BatchReader(file, BatchReader.Mark.START)) {
      Torn torn = null;
      try {
        for (List<Line> batch = reader.next();
            batch != null && verify.bad == null;
            batch = reader.next()) {
          for (Line line : batch) {
            verify.add(line);
          }
        }
        if (verify.bad == null && reader.torn()) {
          long from = reader.end().offset();
          torn = new Torn(verify.head.sequence() + 1, Files.size(file) - from);
        }
      } catch (BadTrail found) {
        verify.found(reader.line(), found.what());
      }
      return verify.done(torn);
    }
  }

  /**
   * A trail in any store.
   *
   * @param anchor what is known from elsewhere; null for nothing
   * @throws IOException if the store cannot be read
   */
  public static Verification store(TrailStore store, @Nullable Anchor anchor) throws IOException {
    Verify verify = new Verify(store.uri(), anchor);
    try (Stream<TrailRecord> records = store.after(0)) {
      Iterator<TrailRecord> each = records.iterator();
      while (each.hasNext() && verify.bad == null) {
        verify.add(Line.parse(each.next().line()));
      }
    } catch (Line.Malformed found) {
      verify.found(verify.head.sequence() + 1, String.valueOf(found.getMessage()));
    } catch (UncheckedIOException failed) {
      if (!(failed.getCause() instanceof BadTrail found)) {
        throw failed.getCause();
      }
      verify.found(verify.head.sequence() + 1, found.what());
    }
    return verify.done(null);
  }

  private void add(Line line) {
    if (anchor != null && line.seq() == anchor.sequence() && !line.hash().equals(anchor.hash())) {
      found(line.seq(), "is not the record of the anchor: history was rewritten");
      return;
    }
    if (line.seq() != head.sequence() + 1 || !line.prev().equals(head.hash())) {
      found(head.sequence() + 1, "record " + line.seq() + " does not follow the one before");
      return;
    }
    understood &= RecordType.of(line.type()).isPresent();
    if (understood) {
      try {
        fold.add(line.toRecord("record"));
      } catch (BadTrail unlawful) {
        found(line.seq(), unlawful.what());
        return;
      }
    }
    head = line.head();
    trail = head.sequence() == 1 ? line.tree().path("data").path("trail").asString("") : trail;
    counts.merge(line.type(), 1L, Long::sum);
    if (head.sequence() == 1 && anchor != null && !trail.equals(anchor.trail())) {
      found(1, "is trail " + trail + "; the anchor is of trail " + anchor.trail());
    }
  }

  private void found(long line, String reason) {
    if (bad == null) {
      bad = new Bad(line, reason);
    }
  }

  private Verification done(@Nullable Torn torn) {
    if (head.sequence() == 0 && bad == null) {
      found(1, "no records: no trail was opened here");
    }
    if (anchor != null && bad == null && head.sequence() < anchor.sequence()) {
      found(
          head.sequence() + 1,
          "ends before record %d of the anchor: records were cut off".formatted(anchor.sequence()));
    }
    return new Verification(head.sequence(), head, trail, counts, bad, torn);
  }
}
