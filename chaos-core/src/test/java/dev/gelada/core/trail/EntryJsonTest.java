package dev.gelada.core.trail;

import static dev.gelada.core.testing.TrailSamples.batch;
import static dev.gelada.core.testing.TrailSamples.claimed;
import static dev.gelada.core.testing.TrailSamples.killed;
import static dev.gelada.core.testing.TrailSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Launch;
import dev.gelada.core.testing.Seeds;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class EntryJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-10T10:00:00.123456789Z");

  static List<Entry> one_of_each() {
    StrikeId s = new StrikeId("s1");
    Refusal refusal = new Refusal("minHealthy", "2 of 3", "wait");
    return List.of(
        new Entry.Opened("t", "v"),
        started(Long.MIN_VALUE),
        new Entry.Planned("f", java.time.LocalDate.of(2026, 11, 23), "d", 2, List.of("a", "b")),
        new Entry.Refused("steps[0]", "g", List.of(refusal), List.of(TrailSamples.GROUP)),
        claimed("s1"),
        killed("s2"),
        new Entry.Struck(s, true, Map.of("a", "b", "c", "d")),
        new Entry.Untouched(s, refusal),
        new Entry.Released(s, "halted"),
        new Entry.Failed(s, "there"),
        new Entry.Probed("answers", "during", "BROKEN", "12.5 ms", "slow"),
        new Entry.Aborted("stop", true),
        new Entry.Reverted(s, "restored", Map.of()),
        new Entry.Residue(s, "unknown"),
        new Entry.Halted("stop"),
        new Entry.Resumed("go"),
        new Entry.Missed(claimed("s1").slot(), "late"),
        new Entry.Launched(new Launch("launch", "m", TrailSamples.PLACE, Map.of("port", "1"))),
        new Entry.Cleaned("m", "ended"),
        new Entry.Policy("hash", "limits: {}\n"),
        new Entry.Approved("hash"),
        new Entry.Note("words \uD83D\uDE00"),
        new Entry.Checkpoint("archive", "hash", "ledger"),
        new Entry.Ended(6, "residue", Map.of("p50", "1.5"), NOW));
  }

  @ParameterizedTest
  @MethodSource("one_of_each")
  void every_entry_comes_back_as_it_was(Entry entry) throws IOException {
    TrailRecord record = record(entry);

    assertThat(Entries.of(TrailRecord.of(record.line()))).isEqualTo(entry);
  }

  @Test
  void reads_a_refusal_that_was_written_before_owners_were_kept() throws SecretInRecord {
    Refusal refusal = new Refusal("budget", "it allows 0.", "Wait.");
    Entry.Refused now = new Entry.Refused("steps[0]", "shop", List.of(refusal));
    ObjectNode data = new EntryJson(new Redactor()).write(now);
    data.remove("owners");

    assertThat(EntryJson.read(RecordType.REFUSED, data)).isEqualTo(now);
    assertThat(data.has("owners")).isFalse();
  }

  @Test
  void there_is_an_example_of_every_type() {
    assertThat(one_of_each()).extracting(Entry::type).contains(RecordType.values());
  }

  @Test
  void a_line_is_rfc_8785_and_its_hash_covers_all_but_itself() throws IOException {
    TrailRecord record = record(claimed("s1"));

    assertThat(new JsonCanonicalizer(record.line()).getEncodedString()).isEqualTo(record.line());
    String without = record.line().replace("\"hash\":\"" + record.hash() + "\",", "");
    assertThat(Line.hash(new JsonCanonicalizer(without).getEncodedString()))
        .isEqualTo(record.hash());
    assertThat(record.line()).contains("\"seed\":\"-9223372036854775807\"");
  }

  @Test
  void canonical_text_agrees_with_the_library_for_any_tree() {
    Seeds.each(
        1000,
        random -> {
          ObjectNode tree = JsonNodeFactory.instance.objectNode();
          tree.set("any", node(random, 4));
          String text = JsonMapper.shared().writeValueAsString(tree);
          JsonNode parsed = JsonMapper.shared().readTree(text);
          assertThat(Canonical.text(parsed))
              .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
        });
  }

  private static JsonNode node(RandomGenerator random, int depth) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> make.numberNode(random.nextInt());
      case 1 -> make.numberNode(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
      case 2 -> make.numberNode(random.nextLong());
      case 3 -> make.stringNode(text(random));
      case 4 -> make.booleanNode(random.nextBoolean());
      case 5 -> make.nullNode();
      case 6 -> {
        ArrayNode array = make.arrayNode();
        for (int n = random.nextInt(4); n > 0; n--) {
          array.add(node(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = make.objectNode();
        for (int n = random.nextInt(4); n > 0; n--) {
          object.set(text(random), node(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x1FFFF);
      text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
    }
    return text.toString();
  }

  @Test
  void fields_that_a_newer_gelada_added_are_kept_and_verify() throws IOException {
    ObjectNode fields = (ObjectNode) JsonMapper.shared().readTree(record(claimed("s1")).line());
    fields.remove("hash");
    fields.put("signature", "abc");
    ((ObjectNode) fields.required("data")).put("mood", "calm");
    String line = Line.seal(fields).text();

    TrailRecord read = TrailRecord.of(line);
    assertThat(read.line()).contains("\"signature\":\"abc\"");
    assertThat(Entries.of(read)).isEqualTo(claimed("s1"));
    assertThatThrownBy(() -> TrailRecord.of(line.replace("calm", "wild")))
        .isInstanceOf(BadTrail.class);
  }

  @Test
  void twofold_keys_and_other_spellings_of_the_same_are_refused() throws IOException {
    String line = record(new Entry.Note("\u0001")).line();
    for (String other :
        List.of(
            line.replace("\"seq\":2", "\"seq\":2,\"seq\":2"),
            line.replace("\"seq\":2", "\"seq\": 2"),
            line.replace("\"seq\":2", "\"seq\":2.0"),
            line.replace("\\u0001", "\\u0001".toUpperCase(java.util.Locale.ROOT)),
            line + " ")) {
      assertThat(other).isNotEqualTo(line);
      assertThatThrownBy(() -> TrailRecord.of(other)).as(other).isInstanceOf(BadTrail.class);
    }
  }

  @Test
  void halves_of_surrogate_pairs_cannot_spoil_a_line() throws IOException {
    TrailRecord record = record(new Entry.Note("half \uD83D and \uDE00"));

    assertThat(Entries.of(TrailRecord.of(record.line())))
        .isEqualTo(new Entry.Note("half \uFFFD and \uFFFD"));
  }

  private static TrailRecord record(Entry entry) {
    boolean first = entry instanceof Entry.Opened;
    Head head = first ? Head.EMPTY : new Head(1, "ab".repeat(32));
    Trail.Batch batch =
        new Trail.Batch("r1", "why", entry instanceof Entry.OfStrike, batch(entry).entries());
    return Records.on(head, batch, NOW, TrailSamples.chance(1)).get(0);
  }
}
