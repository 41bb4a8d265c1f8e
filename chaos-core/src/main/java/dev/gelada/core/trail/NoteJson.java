package dev.gelada.core.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The small file in which a trail is noted. */
final class NoteJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NoteJson() {}

  static Trails.Noted read(Path file) throws IOException {
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode fields
          && fields.path("uri").isString()
          && fields.path("seq").isIntegralNumber()) {
        return new Trails.Noted(
            fields.path("uri").stringValue(),
            fields.path("trail").asString(""),
            new Head(fields.path("seq").longValue(), fields.path("hash").asString(Head.NOTHING)));
      }
    } catch (JacksonException damaged) {
      throw damaged(file, damaged);
    }
    throw damaged(file, null);
  }

  private static IOException damaged(Path file, @org.jspecify.annotations.Nullable Throwable why) {
    return new IOException(
        file + " is damaged; it only notes which trail was opened and may be removed", why);
  }

  /** A reader sees the old note or the new one. */
  static void write(Path file, Trails.Noted noted) throws IOException {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("uri", noted.uri());
    fields.put("trail", noted.trail());
    fields.put("seq", noted.seen().sequence());
    fields.put("hash", noted.seen().hash());
    Path folder = java.util.Objects.requireNonNull(file.getParent(), "no folder");
    Path draft = Files.createTempFile(folder, ".note", ".new");
    try {
      Files.write(draft, (Canonical.text(fields) + "\n").getBytes(StandardCharsets.UTF_8));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
