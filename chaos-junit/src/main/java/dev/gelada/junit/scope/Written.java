package dev.gelada.junit.scope;

import dev.gelada.core.attack.AttackType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A fault as a file; JSON is YAML. */
final class Written {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Written() {}

  /** A file of one step. */
  static byte[] step(String target, AttackType<?> attack, Fault fault, Duration most) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("target", "it");
    settings.putAll(fault.settings());
    if (Attacks.lasts(attack)) {
      Duration lasts = fault.lasts() == null ? most : fault.lasts();
      settings.put("for", lasts.toMillis() + "ms");
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("gelada", 1);
    file.put("name", "fault");
    file.put("why", "a fault of a test");
    file.put("targets", Map.of("it", Map.of("test", Map.of("name", target))));
    file.put("steps", List.of(Map.of(attack.name(), settings)));
    return JSON.writeValueAsString(file).getBytes(StandardCharsets.UTF_8);
  }
}
