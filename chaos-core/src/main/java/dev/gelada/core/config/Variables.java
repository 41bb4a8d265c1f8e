package dev.gelada.core.config;

import dev.gelada.core.plugin.Redactor;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code ${NAME}} from the environment into values. What came in is text and is not looked at
 * again: a variable cannot bring in keys, structure or further variables.
 */
final class Variables {
  /**
   * Two dollars before a brace stand for one; a dollar and a brace that begin no name are caught.
   */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}|\\$\\{");

  private final Map<String, String> environment;
  private final Redactor redactor;
  private int room = YamlReader.LARGEST;

  Variables(Map<String, String> environment, Redactor redactor) {
    this.environment = environment;
    this.redactor = redactor;
  }

  /** Whether a value has anything to put in. */
  static boolean in(String text) {
    return text.contains("${");
  }

  /**
   * The text with its variables put in.
   *
   * @throws IllegalArgumentException if one is unknown or not closed; the message names it
   */
  String expand(String text) {
    if (!in(text)) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      matcher.appendReplacement(expanded, "");
      String name = matcher.group(1);
      if (matcher.group().equals("$${")) {
        expanded.append("${");
      } else if (name == null) {
        throw new IllegalArgumentException(
            "'${' begins no variable: write ${NAME}, or $${ for the characters themselves");
      } else {
        expanded.append(value(name));
      }
    }
    return matcher.appendTail(expanded).toString();
  }

  private String value(String name) {
    String value = environment.get(name);
    if (value == null) {
      List<String> names = environment.keySet().stream().sorted().toList();
      throw new IllegalArgumentException(
          "the environment has no variable %s.%s"
              .formatted(
                  name,
                  Words.nearest(name, names).map(n -> " Did you mean " + n + "?").orElse("")));
    }
    if (Redactor.namesSecret(name)) {
      redactor.add(value);
    }
    room -= value.length();
    if (room < 0) {
      throw new IllegalArgumentException("the variables of this file are longer than 1 MiB");
    }
    return value;
  }
}
