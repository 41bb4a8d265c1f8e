package dev.gelada.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a trail says of its strikes: read line by line from the file, so that a mistake in Gelada's
 * own folding cannot hide itself.
 *
 * @param lines complete records
 * @param strikes by id
 */
record Account(List<Line> lines, Map<String, Strike> strikes) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One record. */
  record Line(long seq, Instant at, String type, String run, JsonNode data) {}

  /**
   * One strike.
   *
   * @param victim {@code pid@start}
   * @param claimedAt when it was claimed
   * @param lease from the claim on, within which it may begin
   * @param endsAt null for one that cannot be undone
   * @param became the types of its later records, in order
   * @param type of its last record
   */
  record Strike(
      String id,
      String run,
      String attack,
      String victim,
      Instant claimedAt,
      Duration lease,
      @Nullable Instant endsAt,
      List<String> became) {
    String last() {
      return became.isEmpty() ? "claimed" : became.get(became.size() - 1);
    }

    boolean struck() {
      return became.contains("struck");
    }

    boolean open() {
      return switch (last()) {
        case "claimed", "residue" -> true;
        case "struck" -> endsAt != null;
        default -> false;
      };
    }
  }

  static Account of(Path trail) throws IOException {
    String text = Files.readString(trail);
    List<Line> lines = new ArrayList<>();
    Map<String, Strike> strikes = new LinkedHashMap<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      JsonNode record = JSON.readTree(line);
      JsonNode data = record.path("data");
      Line read =
          new Line(
              record.path("seq").asLong(),
              Instant.parse(record.path("at").asString()),
              record.path("type").asString(),
              record.path("run").asString(),
              data);
      lines.add(read);
      if (read.type().equals("claimed")) {
        Strike strike = strike(read);
        strikes.put(strike.id(), strike);
      } else if (data.has("strike")) {
        Objects.requireNonNull(strikes.get(data.path("strike").asString()), line)
            .became()
            .add(read.type());
      }
    }
    return new Account(lines, strikes);
  }

  private static Strike strike(Line claimed) {
    JsonNode strike = claimed.data().path("strike");
    JsonNode end = strike.path("endsAt");
    return new Strike(
        strike.path("id").asString(),
        claimed.run(),
        strike.path("attack").asString(),
        strike.path("victim").path("id").path("uid").asString(),
        claimed.at(),
        Duration.parse(claimed.data().path("lease").path("applyWithin").asString()),
        end.isString() ? Instant.parse(end.asString()) : null,
        new ArrayList<>());
  }

  List<Line> of(String type) {
    return lines.stream().filter(line -> line.type().equals(type)).toList();
  }

  /** Runs begun and not ended. */
  int runs() {
    return of("started").size() - of("ended").size();
  }

  /** Strikes whose end is not on the trail. */
  List<String> open() {
    return strikes.values().stream().filter(Strike::open).map(Strike::id).toList();
  }

  /** What uses up a limit: all but what certainly touched nobody. */
  long counted() {
    return strikes.values().stream()
        .filter(s -> !s.last().equals("released") && !s.last().equals("untouched"))
        .count();
  }

  /** Until when the last of its faults lasts; long past if there is none. */
  Instant lastEnd() {
    return strikes.values().stream()
        .map(strike -> strike.endsAt() == null ? Instant.EPOCH : strike.endsAt())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** Victims of an attack that struck, by the trail. */
  List<String> struckBy(String attack) {
    return strikes.values().stream()
        .filter(strike -> strike.attack().equals(attack) && strike.struck())
        .map(Strike::victim)
        .toList();
  }

  /** Claims that stand between a {@code halted} and the next {@code resumed}. */
  List<Line> claimedWhileHalted() {
    List<Line> bad = new ArrayList<>();
    boolean halted = false;
    for (Line line : lines) {
      halted = line.type().equals("halted") || (halted && !line.type().equals("resumed"));
      if (halted && line.type().equals("claimed")) {
        bad.add(line);
      }
    }
    return bad;
  }

  /** Where a runner that died now was caught. */
  String phase() {
    if (runs() == 0) {
      return of("ended").isEmpty() ? "before its start" : "after its end";
    }
    if (strikes.values().stream().anyMatch(strike -> strike.last().equals("claimed"))) {
      return "claimed, not known to be struck";
    }
    return open().isEmpty() ? "between strikes" : "struck, not reverted";
  }
}
