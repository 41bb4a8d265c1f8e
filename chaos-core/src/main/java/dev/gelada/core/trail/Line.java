package dev.gelada.core.trail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a trail whose form and hash were checked; what it means is not looked at, so that
 * lines of a newer Gelada verify too.
 *
 * @param seq its number
 * @param id random
 * @param more how many of its batch follow
 * @param prev hash of the line before
 * @param hash its own
 * @param tree all its fields, unknown ones too
 * @param text as it stands in the file, without the line's end
 */
record Line(long seq, String id, int more, String prev, String hash, ObjectNode tree, String text) {
  /** No record comes near; a longer line is damage, not to be read into memory. */
  static final int LONGEST = 16 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();

  /** Why a line is none; in words that go on from "line 17: ". */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads a line: it must be exactly the canonical form of itself and carry its own hash. */
  static Line parse(String text) throws Malformed {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JacksonException bad) {
      throw new Malformed("not JSON: " + bad.getOriginalMessage());
    }
    if (!(tree instanceof ObjectNode fields)) {
      throw new Malformed("not a JSON object");
    }
    String hash = text(fields, "hash");
    Canonical.Split canonical = Canonical.without("hash", fields);
    if (!hash.equals(hash(canonical.rest()))) {
      throw new Malformed("the hash does not fit the record");
    }
    // the hash alone would let pass what the form does not see: blanks, twofold keys, \u001F
    if (!canonical.whole().equals(text)) {
      throw new Malformed("not in canonical form");
    }
    return new Line(
        number(fields, "seq"),
        text(fields, "id"),
        fields.has("more") ? Math.toIntExact(number(fields, "more")) : 0,
        text(fields, "prev"),
        hash,
        fields,
        text);
  }

  /** The line of these fields, its hash added. */
  static Line seal(ObjectNode fields) {
    fields.put("hash", hash(Canonical.text(fields)));
    try {
      return parse(Canonical.text(fields));
    } catch (Malformed bug) {
      throw new IllegalArgumentException("cannot be written: " + bug.getMessage(), bug);
    }
  }

  Head head() {
    return new Head(seq, hash);
  }

  /** The type's name, known here or not. */
  String type() {
    return tree.path("type").asString("");
  }

  /**
   * What it says.
   *
   * @throws BadTrail if a newer Gelada wrote it
   */
  TrailRecord toRecord(String where) throws BadTrail {
    RecordType type =
        RecordType.of(type())
            .orElseThrow(
                () -> BadTrail.newer(where, "record " + seq + " is of type '" + type() + "'"));
    try {
      if (!(tree.path("actor") instanceof ObjectNode actor)
          || !(tree.path("data") instanceof ObjectNode data)) {
        throw new Malformed("actor and data must be objects");
      }
      return new TrailRecord(
          seq,
          Instant.parse(text(tree, "at")),
          id,
          text(tree, "run"),
          type,
          new Actor(
              text(actor, "kind"),
              text(actor, "name"),
              text(actor, "host"),
              text(actor, "provedBy")),
          text(tree, "why"),
          data,
          tree.path("dry").asBoolean(false),
          more,
          prev,
          hash,
          text);
    } catch (Malformed | DateTimeException odd) {
      throw BadTrail.newer(where, "record " + seq + ": " + odd.getMessage());
    }
  }

  private static String text(ObjectNode fields, String name) throws Malformed {
    JsonNode value = fields.path(name);
    if (!value.isString()) {
      throw new Malformed("no text '" + name + "'");
    }
    return value.stringValue();
  }

  private static long number(ObjectNode fields, String name) throws Malformed {
    JsonNode value = fields.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
      throw new Malformed("no positive number '" + name + "'");
    }
    return value.longValue();
  }

  static String hash(String text) {
    try {
      return HEX.formatHex(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
