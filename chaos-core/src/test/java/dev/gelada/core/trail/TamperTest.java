package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.killed;
import static dev.gelada.core.testing.TrailSamples.soon;
import static dev.gelada.core.testing.TrailSamples.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.TrailSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes the file and does not compute the hashes anew. */
class TamperTest {
  @TempDir Path folder;
  private Path path;
  private byte[] whole;
  private List<byte[]> lines;
  private Anchor anchor;

  @BeforeEach
  void write() throws IOException {
    path = folder.resolve("trail.jsonl");
    FileTrailStore store = FileTrailStore.create(path, new SystemTime());
    try (Trail trail = Trail.create(TrailSamples.parts(store, new SystemTime(), 7), "test")) {
      StrikeId first = new StrikeId("s1");
      append(trail, started(-17));
      append(trail, claimed("s1"), claimed("s2"), killed("s3"));
      append(trail, new Entry.Struck(first, false, Map.of("signal", "STOP")));
      append(trail, new Entry.Note("ümläut \u0001 and \"quotes\""));
      append(trail, new Entry.Reverted(first, "restored", Map.of()));
      append(trail, new Entry.Halted("enough"), new Entry.Note("second of a batch"));
      append(trail, new Entry.Resumed("again"));
      append(trail, new Entry.Note("last"));
      anchor = Anchor.of(trail.read());
    }
    whole = Files.readAllBytes(path);
    lines = split(whole);
  }

  @Test
  void what_nobody_changed_is_good() throws IOException {
    Verification verified = Verify.file(path, anchor);

    assertThat(verified.bad()).isNull();
    assertThat(verified.torn()).isNull();
    assertThat(verified.records()).isEqualTo(12);
    assertThat(verified.counts()).containsEntry("claimed", 3L);
    assertThat(verified.trail()).isEqualTo(anchor.trail());
  }

  @Test
  void each_of_10_000_tamperings_is_found_at_its_record() {
    Seeds.each(
        10_000,
        random -> {
          switch (random.nextInt(4)) {
            case 0 -> flip(random);
            case 1 -> delete(random);
            case 2 -> swap(random);
            default -> insert(random);
          }
        });
  }

  @Test
  void records_cut_off_the_end_are_found_against_an_anchor() throws IOException {
    for (int keep = 1; keep < lines.size(); keep++) {
      Files.write(path, join(lines.subList(0, keep)));
      Verification verified = Verify.file(path, anchor);

      assertThat(verified.good()).as("kept %s", keep).isFalse();
      long batchEnd = verified.records();
      assertThat(verified.bad())
          .isEqualTo(
              new Verification.Bad(
                  batchEnd + 1, "ends before record 12 of the anchor: records were cut off"));
      assertThat(Verify.file(path, null).bad()).as("unknowable without an anchor").isNull();
    }
  }

  @Test
  void a_trail_that_was_written_anew_is_found_against_an_anchor() throws IOException {
    Anchor old = anchor;
    Files.delete(path);
    write(); // the same trail id and text, at other times

    assertThat(Verify.file(path, null).good()).isTrue();
    assertThat(Verify.file(path, old).bad())
        .isEqualTo(
            new Verification.Bad(12, "is not the record of the anchor: history was rewritten"));
    Anchor other = new Anchor(anchor.sequence(), anchor.hash(), "another");
    assertThat(Verify.file(path, other).bad())
        .isEqualTo(
            new Verification.Bad(
                1, "is trail " + anchor.trail() + "; the anchor is of trail another"));
  }

  @Test
  void an_anchor_survives_printing() {
    assertThat(Anchor.parse(anchor + "\n")).isEqualTo(anchor);
  }

  private void flip(RandomGenerator random) throws IOException {
    byte[] changed = whole.clone();
    int at = random.nextInt(changed.length);
    changed[at] ^= (byte) (1 << random.nextInt(8));
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += whole[i] == '\n' ? 1 : 0;
    }
    check(changed, line);
  }

  private void delete(RandomGenerator random) throws IOException {
    int from = random.nextInt(lines.size() - 1);
    int to = from + 1 + random.nextInt(lines.size() - 1 - from);
    List<byte[]> left = new ArrayList<>(lines);
    left.subList(from, to).clear();
    check(join(left), from + 1); // the first after the gap stands in that line
  }

  private void swap(RandomGenerator random) throws IOException {
    int a = random.nextInt(lines.size() - 1);
    int b = a + 1 + random.nextInt(lines.size() - 1 - a);
    List<byte[]> swapped = new ArrayList<>(lines);
    Collections.swap(swapped, a, b);
    check(join(swapped), a + 1);
  }

  private void insert(RandomGenerator random) throws IOException {
    int at = random.nextInt(lines.size() + 1);
    byte[] line =
        switch (random.nextInt(3)) {
          case 0 -> lines.get(random.nextInt(lines.size()));
          case 1 -> "{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          default -> "\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        };
    List<byte[]> more = new ArrayList<>(lines);
    more.add(at, line);
    // a copy put right before its original cannot be told from one right after it
    boolean twin = at < lines.size() && Arrays.equals(line, lines.get(at));
    check(join(more), twin ? at + 2 : at + 1);
  }

  private void check(byte[] changed, int line) throws IOException {
    Files.delete(path); // some file systems sync what is written over, 10,000 times
    Files.write(path, changed);
    Verification verified = Verify.file(path, null);
    if (verified.bad() == null) {
      // the last line end was changed: not tampering for sure, but said all the same
      assertThat(line).isEqualTo(lines.size());
      assertThat(changed[changed.length - 1]).isNotEqualTo((byte) '\n');
      assertThat(verified.torn())
          .isEqualTo(new Verification.Torn(line, lines.get(line - 1).length));
      return;
    }
    assertThat(verified.bad().line()).isEqualTo(line);
  }

  private static void append(Trail trail, Entry... entries) throws IOException {
    trail.commit(ledger -> batch(entries), soon(new SystemTime()));
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, from, i + 1));
        from = i + 1;
      }
    }
    return lines;
  }

  private static byte[] join(List<byte[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
