package dev.gelada.core.trail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a trail from a file of somebody else by its first line. A file that never was a trail is
 * not evidence of tampering, and nothing may be written to it or cut off it.
 */
final class FirstLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How each record begins in canonical form. */
  private static final byte[] BEGINNING = "{\"actor\":{".getBytes(StandardCharsets.US_ASCII);

  private FirstLine() {}

  /** Refuses a complete line that is no record, valid or changed, that a trail could have. */
  static void check(Path path, byte[] line) throws BadTrail {
    try {
      if (!(JSON.readTree(line) instanceof ObjectNode fields) || !fields.path("hash").isString()) {
        throw foreign(path, "is no record");
      }
      // a later record in this place is what is left of a trail whose beginning was cut off
      if (!fields.path("type").asString("").equals(RecordType.OPENED.text())
          && fields.path("seq").asLong(1) <= 1) {
        throw foreign(path, "is not of type 'opened'");
      }
    } catch (JacksonException text) {
      throw foreign(path, "is not JSON");
    }
  }

  /** The same for the bytes of a line without an end: only a first append may be cut off. */
  static void torn(Path path, byte[] bytes) throws BadTrail {
    int length = Math.min(bytes.length, BEGINNING.length);
    if (!Arrays.equals(bytes, 0, length, BEGINNING, 0, length)) {
      throw foreign(path, "is no record");
    }
  }

  static BadTrail foreign(Path path, String what) {
    return new BadTrail(
        path.toString(),
        "this is not a trail: its first line " + what,
        "Name the trail's file with --trail or GELADA_TRAIL");
  }
}
