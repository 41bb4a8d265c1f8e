package dev.gelada.proxy.control;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object that is read strictly: what is wrong with any of its fields is noted with its place,
 * and so is every field that nobody asked for. What is wrong is then empty.
 */
final class Form {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");
  private static final double LARGEST_WHOLE = 9.0e15;

  private final Json.At at;
  private final String path;
  private final List<String> problems;
  private final Map<String, Json> values = new LinkedHashMap<>();
  private final List<Json.Member> unread = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final boolean isObject;

  /**
   * Begins to read.
   *
   * @param path of the object in the document; empty at its top
   * @param problems where problems go
   */
  Form(Json value, String path, List<String> problems) {
    this.at = value.at();
    this.path = path;
    this.problems = problems;
    this.isObject = value instanceof Json.Obj;
    if (value instanceof Json.Obj object) {
      for (Json.Member member : object.members()) {
        if (values.put(member.name(), member.value()) != null) {
          note(member.at(), member.name(), "is there twice");
        } else {
          unread.add(member);
        }
      }
    } else {
      problems.add(place(at, path) + "is an object, not " + article(value.kind()));
    }
  }

  Optional<String> text(String name) {
    return take(name)
        .flatMap(
            value -> {
              if (value instanceof Json.Text text && !text.value().isEmpty()) {
                return Optional.of(text.value());
              }
              wrong(name, value, "text");
              return Optional.empty();
            });
  }

  /** Text that must be there; empty text if it is not, which is noted. */
  String needed(String name) {
    boolean there = values.containsKey(name);
    Optional<String> text = text(name);
    if (!there && isObject) {
      problems.add(place(at, path) + "has no field '" + name + "'");
    }
    return text.orElse("");
  }

  Optional<Boolean> flag(String name) {
    return take(name)
        .flatMap(
            value -> {
              if (value instanceof Json.Flag flag) {
                return Optional.of(flag.value());
              }
              wrong(name, value, "true or false");
              return Optional.empty();
            });
  }

  Optional<Double> chance(String name) {
    return take(name)
        .flatMap(
            value -> {
              if (value instanceof Json.Num number) {
                double chance = Double.parseDouble(number.literal());
                if (chance >= 0 && chance <= 1) {
                  return Optional.of(chance);
                }
              }
              wrong(name, value, "a number from 0 to 1");
              return Optional.empty();
            });
  }

  Optional<Long> whole(String name) {
    return take(name)
        .flatMap(
            value -> {
              if (value.plain() instanceof Long number && value instanceof Json.Num) {
                return Optional.of(number);
              }
              wrong(name, value, "a whole number of 64 bits");
              return Optional.empty();
            });
  }

  Optional<Instant> moment(String name) {
    return take(name)
        .flatMap(
            value -> {
              try {
                if (value instanceof Json.Text text) {
                  return Optional.of(Instant.parse(text.value()));
                }
              } catch (DateTimeParseException noMoment) {
                // noted below
              }
              wrong(name, value, "a moment like 2026-03-10T10:00:00Z");
              return Optional.empty();
            });
  }

  /** A number of milliseconds, or text like {@code 30s}. */
  Optional<Duration> span(String name) {
    return take(name)
        .flatMap(
            value -> {
              Duration span = span(value);
              if (span == null) {
                wrong(name, value, "milliseconds, or text like \"500ms\", \"30s\", \"5m\", \"1h\"");
              }
              return Optional.ofNullable(span);
            });
  }

  /** The items of an array; none if it is not there. */
  List<Json> items(String name) {
    Optional<Json> value = take(name);
    if (value.isPresent() && value.get() instanceof Json.Arr array) {
      return array.items();
    }
    value.ifPresent(other -> wrong(name, other, "an array"));
    return List.of();
  }

  /** The members of an object, each once; none if it is not there. */
  Map<String, Object> plain(String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    Optional<Json> value = take(name);
    if (value.isPresent() && value.get() instanceof Json.Obj object) {
      object.members().forEach(member -> members.put(member.name(), member.value().plain()));
    } else {
      value.ifPresent(other -> wrong(name, other, "an object"));
    }
    return members;
  }

  /** Leaves a field unread without a complaint. */
  void ignore(String name) {
    unread.removeIf(member -> member.name().equals(name));
  }

  /** Leaves all others unread without a complaint. */
  void ignoreRest() {
    unread.clear();
  }

  /** Notes what nobody has asked for. */
  void done() {
    unread.forEach(
        member ->
            note(
                member.at(), member.name(), "is not known; there are " + String.join(", ", asked)));
  }

  /** Notes something about a field. */
  void note(String name, String problem) {
    Json value = values.get(name);
    note(value == null ? at : value.at(), name, problem);
  }

  private void note(Json.At where, String name, String problem) {
    problems.add(place(where, path.isEmpty() ? name : path + "." + name) + problem);
  }

  private void wrong(String name, Json value, String expected) {
    String what = value instanceof Json.Text ? "'" + value.plain() + "'" : value.plain().toString();
    note(value.at(), name, "is " + expected + ", not " + what);
  }

  private Optional<Json> take(String name) {
    asked.add(name);
    ignore(name);
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Json.Nil));
  }

  private static @Nullable Duration span(Json value) {
    if (value instanceof Json.Num && value.plain() instanceof Long millis) {
      return millis > 0 && millis < LARGEST_WHOLE ? Duration.ofMillis(millis) : null;
    }
    if (!(value instanceof Json.Text text)) {
      return null;
    }
    Matcher matcher = SPAN.matcher(text.value().strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static String place(Json.At at, String path) {
    return at + (path.isEmpty() ? " it " : " " + path + " ");
  }

  private static String article(String kind) {
    return kind.equals("null") ? kind : ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
  }
}
