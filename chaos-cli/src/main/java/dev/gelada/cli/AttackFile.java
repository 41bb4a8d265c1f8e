package dev.gelada.cli;

import dev.gelada.core.config.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The file that the flags of {@code gelada attack} stand for, as text: so there is no second way to
 * an attack beside the loader, and the text can be kept and grown into a real file.
 */
final class AttackFile {
  static final String TARGET = "victims";

  /** Said without quotes by every YAML tool, of version 1.1 and 1.2. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./%-]*");

  private static final Pattern WORD_WITH_MEANING =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

  private final Flags flags;

  /**
   * What was said on the command line; empty where nothing was.
   *
   * @param attack its name
   * @param why the reason
   * @param source the source's name
   * @param select its settings
   * @param pick how victims are chosen
   * @param set the attack's settings
   * @param lasts {@code --for}
   * @param zone of all times
   * @param window {@code always}, or hours
   * @param limits the other limits
   */
  record Flags(
      String attack,
      String why,
      String source,
      Map<String, String> select,
      Map<String, String> pick,
      Map<String, String> set,
      String lasts,
      String zone,
      String window,
      Map<String, String> limits) {}

  AttackFile(Flags flags) {
    this.flags = flags;
  }

  /** YAML, the same for the same flags. */
  String text() {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put(flags.source(), tree(flags.select()));
    if (!flags.pick().isEmpty()) {
      target.put("pick", tree(flags.pick()));
    }
    Map<String, Object> attack = new LinkedHashMap<>();
    attack.put("target", TARGET);
    if (!flags.lasts().isEmpty()) {
      attack.put("for", flags.lasts());
    }
    attack.putAll(tree(flags.set()));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("gelada", "1");
    file.put("name", name());
    file.put("why", flags.why());
    file.put("targets", Map.of(TARGET, target));
    Map<String, Object> limits = limits();
    if (!limits.isEmpty()) {
      file.put("limits", limits);
    }
    StringBuilder text = new StringBuilder();
    write(file, 0, text);
    text.append("steps:\n  - ").append(scalar(flags.attack())).append(":\n");
    write(attack, 3, text);
    return text.toString();
  }

  /** The same problem, at the flag that it comes from. */
  Problem atFlag(Problem problem) {
    return new Problem(
        problem.file(), problem.line(), problem.column(), flag(problem), problem.message());
  }

  private String flag(Problem problem) {
    String path = problem.path();
    String step = "steps[0]." + flags.attack();
    if (path.startsWith("targets." + TARGET + ".pick")) {
      return "--pick";
    }
    if (path.startsWith("targets")) {
      return "--source, --select";
    }
    if (path.startsWith("steps")) {
      String key = path.startsWith(step + ".") ? path.substring(step.length() + 1) : key(problem);
      return key.equals("for")
          ? "--for"
          : tree(flags.set()).containsKey(key) ? "--set " + key : "NAME";
    }
    if (path.startsWith("limits.window")) {
      return "--window, --zone";
    }
    return path.startsWith("limits") ? "--limit" : path.equals("why") ? "--why" : path;
  }

  /** The key on the problem's line: one that is not known has no path of its own. */
  private String key(Problem problem) {
    return text().lines().skip(problem.line() - 1L).findFirst().orElse("").strip().split(":", 2)[0];
  }

  private String name() {
    String name = flags.attack().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    return "attack-" + name.substring(0, Math.min(name.length(), 50));
  }

  private Map<String, Object> limits() {
    Map<String, Object> limits = new LinkedHashMap<>();
    Map<String, Object> window = new LinkedHashMap<>();
    if (flags.window().equals("always")) {
      window.put("always", "true");
    } else if (!flags.window().isEmpty()) {
      window.put("hours", flags.window());
    }
    if (!flags.zone().isEmpty()) {
      window.put("zone", flags.zone());
    }
    if (!window.isEmpty()) {
      limits.put("window", window);
    }
    limits.putAll(tree(flags.limits()));
    return limits;
  }

  /** {@code labels.app=shop} is the key {@code app} of the map {@code labels}. */
  private static Map<String, Object> tree(Map<String, String> settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, Map<String, String>> inner = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          if (dot < 1) {
            tree.put(key, value);
          } else {
            inner
                .computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<>())
                .put(key.substring(dot + 1), value);
          }
        });
    inner.forEach((key, values) -> tree.put(key, tree(values)));
    return tree;
  }

  private static void write(Map<?, ?> map, int depth, StringBuilder text) {
    map.forEach(
        (key, value) -> {
          text.append("  ".repeat(depth)).append(scalar(String.valueOf(key))).append(":");
          if (value instanceof Map<?, ?> inner) {
            text.append(inner.isEmpty() ? " {}\n" : "\n");
            write(inner, depth + 1, text);
          } else {
            text.append(" ").append(scalar(String.valueOf(value))).append("\n");
          }
        });
  }

  /** Lists and maps in brackets are YAML already; all other text is quoted where it must be. */
  private static String scalar(String text) {
    boolean brackets =
        (text.startsWith("[") && text.endsWith("]"))
            || (text.startsWith("{") && text.endsWith("}"));
    if (brackets && text.lines().count() == 1) {
      return text;
    }
    if (PLAIN.matcher(text).matches()
        && (text.equals("true") || !WORD_WITH_MEANING.matcher(text).matches())) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
                quoted.append("\\u%04X".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** Numbered as problems count them. */
  static List<String> numbered(String text) {
    String[] lines = text.split("\n", -1);
    return java.util.stream.IntStream.range(0, lines.length)
        .filter(i -> i < lines.length - 1 || !lines[i].isEmpty())
        .mapToObj(i -> "%4d  %s".formatted(i + 1, lines[i]))
        .toList();
  }
}
