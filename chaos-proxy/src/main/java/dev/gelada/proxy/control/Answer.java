package dev.gelada.proxy.control;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param status HTTP's
 * @param headers besides those of the connection
 * @param body its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // made once, sent once, compared by nobody
record Answer(int status, Map<String, String> headers, byte[] body) {
  static final String JSON = "application/json";

  private static final String TYPE = "Content-Type";
  private static final String TEXT = "text/plain; charset=utf-8";

  static Answer json(int status, @Nullable Object value) {
    return new Answer(status, Map.of(TYPE, JSON), JsonWriter.bytes(value));
  }

  static Answer text(String type, String body) {
    return new Answer(200, Map.of(TYPE, type), body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  static Answer moved(String to) {
    return new Answer(301, Map.of("Location", to), new byte[0]);
  }

  /** Text as an error: as Go's {@code http.Error} sends it. */
  static Answer error(int status, byte[] text) {
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return new Answer(status, Map.of(TYPE, TEXT, "X-Content-Type-Options", "nosniff"), line);
  }

  static Answer error(int status, String text) {
    return error(status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** To what is no request: as Go's server answers it. */
  static Answer unreadable() {
    return new Answer(
        400, Map.of(TYPE, TEXT), "400 Bad Request".getBytes(StandardCharsets.US_ASCII));
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
