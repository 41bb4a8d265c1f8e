package dev.gelada.k8s.trail;

import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.TrailRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ConfigMap with records as it was at one resourceVersion, checked: complete lines, each hash,
 * numbers and chain, and that what it says of its head is so.
 *
 * @param object the whole object, to be put back with all that others wrote on it; not changed
 * @param text its lines
 * @param records the same, read
 */
record Held(ObjectNode object, String text, List<TrailRecord> records) {
  /** The key of the lines. */
  static final String LINES = "trail.jsonl";

  static final String TRAIL = "gelada/trail";
  static final String SEQUENCE = "gelada/head-sequence";
  static final String HASH = "gelada/head-hash";
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String METADATA = "metadata";
  private static final String VERSION = "resourceVersion";

  /** What is there is not known to go on from something that was read before. */
  static Held read(String where, String body) throws BadTrail {
    return read(where, body, new Held(JSON.createObjectNode(), "", List.of()));
  }

  /**
   * Reads an object; what is the same as before is not checked again.
   *
   * @param before read from the same ConfigMap
   */
  static Held read(String where, String body, Held before) throws BadTrail {
    try {
      ObjectNode object = (ObjectNode) JSON.readTree(body);
      object.withObject(METADATA).remove("managedFields"); // kept by the server
      String text = object.path("data").path(LINES).asString("");
      List<TrailRecord> records = new ArrayList<>();
      int from = 0;
      if (!before.text.isEmpty() && text.startsWith(before.text)) {
        records.addAll(before.records);
        from = before.text.length();
      }
      if (!text.isEmpty() && !text.endsWith("\n")) {
        throw BadTrail.changed(where, "its last line has no end");
      }
      text.substring(from).lines().forEachOrdered(new Reader(where, records)::add);
      Held held = new Held(object, text, List.copyOf(records));
      held.complete(where);
      return held;
    } catch (Reader.Found bad) {
      throw bad.found;
    } catch (JacksonException | ClassCastException odd) {
      throw BadTrail.changed(where, "the API server's answer is no ConfigMap");
    }
  }

  /** Adds lines; lambdas throw no checked exceptions. */
  private record Reader(String where, List<TrailRecord> records) {
    void add(String line) {
      try {
        TrailRecord record = TrailRecord.of(line);
        TrailRecord last = records.isEmpty() ? null : records.get(records.size() - 1);
        if (last == null ? !begins(record) : !follows(last, record)) {
          throw BadTrail.changed(
              where, "record " + record.seq() + " does not follow the one before");
        }
        records.add(record);
      } catch (BadTrail bad) {
        throw new Found(bad);
      }
    }

    private static boolean begins(TrailRecord record) {
      return record.type() == RecordType.CHECKPOINT
          || (record.seq() == 1 && record.prev().equals(Head.NOTHING));
    }

    private static boolean follows(TrailRecord last, TrailRecord next) {
      return next.seq() == last.seq() + 1
          && next.prev().equals(last.hash())
          && (last.more() == 0 || next.more() == last.more() - 1);
    }

    private static final class Found extends RuntimeException {
      private static final long serialVersionUID = 1L;
      private final transient BadTrail found;

      Found(BadTrail found) {
        super(found);
        this.found = found;
      }
    }
  }

  private void complete(String where) throws BadTrail {
    if (!records.isEmpty() && records.get(records.size() - 1).more() != 0) {
      throw BadTrail.changed(where, "its last batch is not complete");
    }
    Head head = head();
    if (!note(SEQUENCE).equals(Long.toString(head.sequence())) || !note(HASH).equals(head.hash())) {
      throw BadTrail.changed(
          where,
          "its annotations name record %s as the last, and its lines end with record %d"
              .formatted(note(SEQUENCE).isEmpty() ? "none" : note(SEQUENCE), head.sequence()));
    }
  }

  /**
   * That nobody put another object, or an earlier state, in the place of what was read before.
   *
   * @throws BadTrail if somebody did
   */
  void goesOnFrom(Held known, String where) throws BadTrail {
    Head head = known.head();
    if (!uid().equals(known.uid())) {
      throw BadTrail.changed(where, "the ConfigMap was deleted and made anew");
    }
    if (head().sequence() < head.sequence()) {
      throw BadTrail.changed(
          where,
          "ends at record %d, but record %d was seen"
              .formatted(head().sequence(), head.sequence()));
    }
    if (head.sequence() == 0) {
      return;
    }
    boolean same =
        first() > head.sequence()
            ? first() > head.sequence() + 1
                || records().get(0).prev().equals(head.hash()) // else in an archive
            : records().get((int) (head.sequence() - first())).head().equals(head);
    if (!same) {
      throw BadTrail.changed(where, "record " + head.sequence() + " is not the one that was seen");
    }
  }

  /** The newest record. */
  Head head() {
    return records.isEmpty() ? Head.EMPTY : records.get(records.size() - 1).head();
  }

  /** The number of the first record; that of the next where there is none. */
  long first() {
    return records.isEmpty() ? 1 : records.get(0).seq();
  }

  /** An annotation. */
  String note(String key) {
    return object.path(METADATA).path("annotations").path(key).asString("");
  }

  String uid() {
    return object.path(METADATA).path("uid").asString("");
  }

  String version() {
    return object.path(METADATA).path(VERSION).asString("");
  }

  /** Size of the lines as the API server counts it. */
  int bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The same object with these records behind it. */
  Held with(List<TrailRecord> more) throws BadTrail {
    StringBuilder lines = new StringBuilder(text);
    more.forEach(record -> lines.append(record.line()).append('\n'));
    List<TrailRecord> all = new ArrayList<>(records);
    all.addAll(more);
    return of(lines.toString(), all);
  }

  /** The same object with that record alone. */
  Held only(TrailRecord checkpoint) throws BadTrail {
    return of(checkpoint.line() + "\n", List.of(checkpoint));
  }

  private Held of(String lines, List<TrailRecord> all) throws BadTrail {
    ObjectNode next = object.deepCopy();
    next.withObject("data").put(LINES, lines);
    ObjectNode notes = next.withObject(METADATA).withObject("annotations");
    Head last = all.get(all.size() - 1).head();
    notes.put(SEQUENCE, Long.toString(last.sequence())).put(HASH, last.hash());
    if (Entries.of(all.get(0)) instanceof Entry.Opened opened) {
      notes.put(TRAIL, opened.trail());
    }
    return new Held(next, lines, List.copyOf(all));
  }

  /** This, after the API server stored it and answered with at least its metadata. */
  Held stored(String answer) {
    ObjectNode now = object.deepCopy();
    now.withObject(METADATA).put(VERSION, version(answer));
    return new Held(now, text, records);
  }

  /** The resourceVersion in an answer. */
  static String version(String answer) {
    JsonNode tree = JSON.readTree(answer);
    return tree.path(METADATA).path(VERSION).asString("");
  }

  /** The request's body. */
  String body() {
    return JSON.writeValueAsString(object);
  }

  /** A ConfigMap without records. */
  static String empty(TrailUri uri) {
    ObjectNode object = JSON.createObjectNode();
    ObjectNode metadata =
        object.put("apiVersion", "v1").put("kind", "ConfigMap").withObject(METADATA);
    metadata.put("name", uri.name()).put("namespace", uri.namespace());
    metadata.withObject("labels").put("app.kubernetes.io/managed-by", "gelada");
    metadata.withObject("annotations").put(SEQUENCE, "0").put(HASH, Head.NOTHING);
    object.withObject("data").put(LINES, "");
    return JSON.writeValueAsString(object);
  }
}
