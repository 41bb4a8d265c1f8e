package dev.gelada.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a trail says of its strikes: read line by line from the file, so that a mistake in Gelada's
 * own folding cannot hide itself.
 *
 * @param lines complete records
 * @param runs begun and not ended
 * @param ended how many have
 * @param strikes each with the type of its last record
 * @param endsAt of each reversible strike
 */
record Account(
    int lines, int runs, int ended, Map<String, String> strikes, Map<String, Instant> endsAt) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Account of(Path trail) throws IOException {
    String text = Files.readString(trail);
    List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    Map<String, String> strikes = new LinkedHashMap<>();
    Map<String, Instant> endsAt = new LinkedHashMap<>();
    int started = 0;
    int ended = 0;
    for (String line : whole) {
      JsonNode record = JSON.readTree(line);
      String type = record.path("type").asString();
      JsonNode data = record.path("data");
      started += type.equals("started") ? 1 : 0;
      ended += type.equals("ended") ? 1 : 0;
      if (type.equals("claimed")) {
        String id = data.path("strike").path("id").asString();
        strikes.put(id, type);
        JsonNode end = data.path("strike").path("endsAt");
        if (end.isString()) {
          endsAt.put(id, Instant.parse(end.asString()));
        }
      } else if (data.has("strike")) {
        strikes.put(data.path("strike").asString(), type);
      }
    }
    return new Account(whole.size(), started - ended, ended, strikes, endsAt);
  }

  /** Strikes whose end is not on the trail. */
  List<String> open() {
    return strikes.entrySet().stream()
        .filter(
            strike ->
                switch (strike.getValue()) {
                  case "claimed", "residue" -> true;
                  case "struck" -> endsAt.containsKey(strike.getKey());
                  default -> false;
                })
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What uses up a limit: all but what certainly touched nobody. */
  long counted() {
    return strikes.values().stream()
        .filter(type -> !type.equals("released") && !type.equals("untouched"))
        .count();
  }

  /** Where a runner that died now was caught. */
  String phase() {
    if (runs == 0) {
      return ended > 0 ? "after its end" : "before its start";
    }
    if (strikes.containsValue("claimed")) {
      return "claimed, not known to be struck";
    }
    return open().isEmpty() ? "between strikes" : "struck, not reverted";
  }
}
