package dev.gelada.core.trail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The fold of all records before a checkpoint, without what was over before some moment. In a
 * record it stands as Base64 of gzip of its canonical JSON.
 *
 * @param format of this text; another one is of a newer Gelada
 * @param trail the trail's id
 * @param since what was over before it is left out
 * @param halted the standing halt; null when there is none
 * @param haltedAfter the number of the newest {@code halted} record
 * @param policy the newest policy; null when there is none
 * @param weighty the number of the newest record that a judgement may depend on
 * @param claims oldest first
 * @param runs oldest first
 * @param launches what may still exist
 * @param missed occasions that passed by unused
 * @param planned the newest plan of each file
 */
record Summary(
    int format,
    String trail,
    Instant since,
    Entry.@Nullable Halted halted,
    long haltedAfter,
    Entry.@Nullable Policy policy,
    long weighty,
    List<Claim> claims,
    List<Ledger.Run> runs,
    List<Ledger.Launched> launches,
    List<Missed> missed,
    List<Entry.Planned> planned) {
  private static final int FORMAT = 1;

  /** Enough for a million claims; more is no summary but an attack on memory. */
  private static final int LONGEST = 1 << 30;

  /**
   * An occasion that passed by unused.
   *
   * @param slot which
   * @param at the time of its record
   */
  record Missed(Slot slot, Instant at) {}

  Summary {
    claims = List.copyOf(claims);
    runs = List.copyOf(runs);
    launches = List.copyOf(launches);
    missed = List.copyOf(missed);
    planned = List.copyOf(planned);
  }

  /** Leaves out what was over before {@code since}, and nothing that is open. */
  static Summary of(Ledger ledger, Map<Slot, Instant> missed, long weighty, Instant since) {
    List<Claim> claims = ledger.claims().values().stream().filter(c -> kept(c, since)).toList();
    Set<String> named = new HashSet<>();
    claims.forEach(claim -> named.add(claim.run()));
    ledger.launches().values().forEach(launched -> named.add(launched.run()));
    LocalDate day = LocalDate.ofInstant(since, ZoneOffset.UTC);
    return new Summary(
        FORMAT,
        ledger.trail(),
        since,
        ledger.halted(),
        ledger.haltedAfter(),
        ledger.policy(),
        weighty,
        claims,
        ledger.runs().values().stream()
            .filter(run -> named.contains(run.id()) || kept(run, since))
            .toList(),
        List.copyOf(ledger.launches().values()),
        missed.entrySet().stream()
            .filter(one -> !one.getValue().isBefore(since))
            .map(one -> new Missed(one.getKey(), one.getValue()))
            .toList(),
        ledger.planned().values().stream().filter(p -> !p.date().isBefore(day)).toList());
  }

  private static boolean kept(Claim claim, Instant since) {
    Instant closed = claim.closedAt();
    return claim.open() || closed == null || !closed.isBefore(since);
  }

  /** A run that never ended is open, unless it was dry: then nobody waits for its end. */
  private static boolean kept(Ledger.Run run, Instant since) {
    Entry.Ended ended = run.ended();
    return ended != null ? !ended.at().isBefore(since) : !run.dry() || !run.at().isBefore(since);
  }

  /** As it stands in a checkpoint. */
  String text() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream to = new GZIPOutputStream(packed)) {
      to.write(Canonical.text(EntryJson.tree(this)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot fail", impossible);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /**
   * Reads that text.
   *
   * @throws IOException if it is damaged, or of a newer Gelada
   */
  static Summary read(String text) throws IOException {
    try (GZIPInputStream from =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      byte[] bytes = from.readNBytes(LONGEST);
      Summary summary = EntryJson.read(new String(bytes, StandardCharsets.UTF_8), Summary.class);
      if (summary.format() != FORMAT) {
        throw new IOException("its format is " + summary.format());
      }
      return summary;
    } catch (RuntimeException odd) {
      throw new IOException(Entries.brief(odd), odd);
    }
  }
}
