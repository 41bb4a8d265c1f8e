package dev.gelada.core.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Breaks a valid file in ways that people and programs do: as text, or as a tree. */
final class Mutator {
  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "null",
          "[]",
          "{}",
          "true",
          "false",
          "off",
          "no",
          "0",
          "1",
          "-1",
          "2",
          "3.5",
          "1e3",
          "1e999",
          "1e-999999999",
          "99999999999999999999999",
          "007",
          "0x10",
          ".inf",
          ".nan",
          "''",
          "\"\"",
          "' '",
          "10s",
          "64MiB",
          "0s",
          "5m",
          "2d",
          "PT5S",
          "10",
          "50%",
          "101%",
          "0%",
          "all",
          "always",
          "unlimited",
          "none",
          "Mon-Fri",
          "09:00-15:00",
          "24:00-25:00",
          "UTC",
          "Europe/Berlin",
          "DE-BY",
          "2026-12-24",
          "2026-02-30",
          "2026-12-01T10:30Z",
          "1 per workday",
          "2 workdays",
          "30 10 * * TUE",
          "* * * * *",
          "${HOME}",
          "'${HOME'",
          "$${HOME}",
          "'${X}'",
          "checkout",
          "own",
          "pods",
          "answers",
          "[checkout]",
          "{group: checkout}",
          "{label: a, default: 1}",
          "{label: a, default: []}",
          "http://x/",
          "'http://u:p@x/'",
          "a=b,c!=d",
          "{a: b,c}",
          "&a x",
          "*a",
          "!!str x",
          "!x",
          "<<",
          "|",
          ">",
          "\"\\u0000\"",
          "\"\\x07\"",
          "\"a\\nb\"",
          "\uD83D\uDE00",
          "\u202Ex",
          "'5'",
          "'true'",
          "kill-process: {}",
          "- x",
          "? x",
          "\"",
          "'",
          "@x",
          "`x",
          "%x",
          "#x");

  private static final List<String> KEYS =
      List.of(
          "gelada",
          "policy",
          "name",
          "why",
          "targets",
          "probes",
          "steadyState",
          "limits",
          "steps",
          "schedule",
          "checkout",
          "own",
          "pods",
          "processes",
          "launch",
          "pick",
          "count",
          "percent",
          "all",
          "oldest",
          "zone",
          "groups",
          "optIn",
          "except",
          "label",
          "default",
          "http",
          "tcp",
          "command",
          "every",
          "during",
          "window",
          "days",
          "hours",
          "holidays",
          "always",
          "maxVictims",
          "minHealthy",
          "perGroup",
          "cooldown",
          "maxDuration",
          "stopUnless",
          "kill-process",
          "pause-process",
          "latency",
          "together",
          "until",
          "within",
          "pause",
          "ask",
          "target",
          "for",
          "applyWithin",
          "attended",
          "cron",
          "at",
          "meanTimeBetween",
          "each",
          "allow",
          "deny",
          "attacks",
          "on",
          "y",
          "",
          "<<",
          "${X}",
          "a b",
          "kil-process");

  private static final String MARKS =
      "{}[],:&*!|>'\"%@`#-?~ \t\n\r=$\\/\u0000\u0007\u0085\u2028\uFEFF\uD800x1";

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  /** One to three mutations of {@code file}; {@code other} may lend a piece. */
  byte[] mutant(String file, String other) {
    if (random.nextInt(3) == 0) {
      return tree(file).getBytes(StandardCharsets.UTF_8);
    }
    String text = file;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      text = text(text, other);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(40) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String text(String text, String other) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(16)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size()), line);
      case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
      case 3 -> lines.set(at, " ".repeat(random.nextInt(6)) + line);
      case 4 -> lines.set(at, line.strip());
      case 5 ->
          lines.set(at, line.replaceFirst("[A-Za-z-]+(?=:)", Matcher.quoteReplacement(any(KEYS))));
      case 6, 7 ->
          lines.set(at, line.replaceFirst("(?<=: ).*", Matcher.quoteReplacement(any(VALUES))));
      case 8 ->
          lines.set(
              at,
              line.replaceFirst(
                  "[^\\s:{}\\[\\],]+(?=[,}\\]])", Matcher.quoteReplacement(any(VALUES))));
      case 9 ->
          lines.set(at, insert(line, String.valueOf(MARKS.charAt(random.nextInt(MARKS.length())))));
      case 10 -> lines.set(at, cut(line));
      case 11 -> lines.set(at, insert(line, nested()));
      case 12 -> lines.set(at, insert(line, huge()));
      case 13 -> lines.add(at, "---");
      case 14 -> {
        return text.substring(0, random.nextInt(text.length() + 1));
      }
      default -> {
        List<String> from = List.of(other.split("\n", -1));
        lines.add(at, any(from));
      }
    }
    return String.join("\n", lines);
  }

  private String insert(String line, String piece) {
    int at = random.nextInt(line.length() + 1);
    return line.substring(0, at) + piece + line.substring(at);
  }

  private String cut(String line) {
    int from = random.nextInt(line.length() + 1);
    int to = from + random.nextInt(line.length() - from + 1);
    return line.substring(0, from) + line.substring(to);
  }

  private String nested() {
    int depth = 1 + random.nextInt(random.nextInt(20) == 0 ? 20_000 : 60);
    return switch (random.nextInt(3)) {
      case 0 -> "[".repeat(depth) + "]".repeat(depth);
      case 1 -> "{a: ".repeat(depth) + "1" + "}".repeat(depth);
      default -> "[{".repeat(depth);
    };
  }

  private String huge() {
    int length = random.nextInt(random.nextInt(20) == 0 ? 400_000 : 3_000);
    return switch (random.nextInt(5)) {
      case 0 -> "9".repeat(length);
      case 1 -> "a".repeat(length);
      case 2 -> "a, ".repeat(length / 3);
      case 3 -> "${HOME}".repeat(length / 7);
      default -> "- ".repeat(length / 2);
    };
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Changes one place of the tree, so that most mutants are well-formed, and writes it as YAML. */
  @SuppressWarnings("unchecked")
  private String tree(String file) {
    Object root = load(file);
    List<Object> places = new ArrayList<>();
    collect(root, places);
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Object place = any(places);
      if (place instanceof Map<?, ?> map) {
        change((Map<Object, Object>) map, places);
      } else {
        change((List<Object>) place, places);
      }
    }
    try {
      return new Dump(DumpSettings.builder().build()).dumpToString(root);
    } catch (RuntimeException | StackOverflowError loop) { // a place put into itself
      return file;
    }
  }

  private void change(Map<Object, Object> map, List<Object> places) {
    Object key = map.isEmpty() ? "x" : any(new ArrayList<>(map.keySet()));
    Object old = map.get(key);
    switch (random.nextInt(5)) {
      case 0 -> map.remove(key);
      case 1 -> {
        map.remove(key);
        map.put(any(KEYS), old);
      }
      case 2 -> map.put(any(KEYS), value(places));
      default -> map.put(key, value(places));
    }
  }

  private void change(List<Object> list, List<Object> places) {
    int at = list.isEmpty() ? 0 : random.nextInt(list.size());
    switch (random.nextInt(3)) {
      case 0 -> {
        if (!list.isEmpty()) {
          list.remove(at);
        }
      }
      case 1 -> list.add(at, value(places));
      default -> {
        list.clear();
        list.add(value(places));
      }
    }
  }

  private Object value(List<Object> places) {
    if (random.nextInt(6) == 0) {
      return copy(any(places), 0);
    }
    String text = any(VALUES);
    if (random.nextBoolean()) {
      return text;
    }
    Object loaded = load(text);
    return loaded == null ? text : loaded;
  }

  private static Object copy(Object place, int depth) {
    if (depth > 20) {
      return "too deep";
    } else if (place instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, value == null ? "" : copy(value, depth + 1)));
      return copy;
    } else if (place instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(value -> copy.add(value == null ? "" : copy(value, depth + 1)));
      return copy;
    }
    return place;
  }

  private static void collect(Object place, List<Object> into) {
    if (place instanceof Map<?, ?> map) {
      into.add(map);
      map.values().forEach(value -> collect(value, into));
    } else if (place instanceof List<?> list) {
      into.add(list);
      list.forEach(value -> collect(value, into));
    }
  }

  private static Object load(String yaml) {
    try {
      Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return loaded == null ? "" : loaded;
    } catch (RuntimeException notYaml) {
      return yaml;
    }
  }
}
