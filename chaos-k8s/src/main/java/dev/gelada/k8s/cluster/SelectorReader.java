package dev.gelada.k8s.cluster;

import dev.gelada.k8s.cluster.Selector.Operator;
import dev.gelada.k8s.cluster.Selector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text form of a label selector by the grammar of Kubernetes' own parser, but for {@code
 * >} and {@code <}, which no label in use has. Blanks may stand between any two tokens.
 */
final class SelectorReader {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(==|!=|[=!,()])|([^\\s=!,()<>]+)|$)", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  SelectorReader(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw unfit("'" + text.charAt(end) + "' does not belong there");
      }
      end = matcher.end();
      String token = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (token != null) {
        tokens.add(token);
      }
    }
  }

  Selector read() {
    if (tokens.isEmpty()) {
      throw unfit("it is empty");
    }
    List<Requirement> requirements = new ArrayList<>();
    requirements.add(requirement());
    while (at < tokens.size()) {
      expect(",");
      requirements.add(requirement());
    }
    return new Selector(requirements);
  }

  private Requirement requirement() {
    if (peek().equals("!")) {
      at++;
      return new Requirement(key(), Operator.DOES_NOT_EXIST, Set.of());
    }
    String key = key();
    String operator = peek();
    switch (operator) {
      case "=", "==", "!=" -> {
        at++;
        return new Requirement(
            key, operator.equals("!=") ? Operator.NOT_IN : Operator.IN, Set.of(value()));
      }
      case "in", "notin" -> {
        at++;
        return new Requirement(
            key, operator.equals("in") ? Operator.IN : Operator.NOT_IN, values());
      }
      default -> {
        return new Requirement(key, Operator.EXISTS, Set.of());
      }
    }
  }

  private Set<String> values() {
    expect("(");
    Set<String> values = new TreeSet<>();
    values.add(value());
    while (peek().equals(",")) {
      at++;
      values.add(value());
    }
    expect(")");
    return values;
  }

  private String key() {
    String key = peek();
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    if (!NAME.matcher(key.substring(slash + 1)).matches()
        || (slash >= 0 && (prefix.length() > 253 || !PREFIX.matcher(prefix).matches()))) {
      throw unfit(
          key.isEmpty()
              ? "a label is missing at its end"
              : "'" + key + "' cannot be a label's key");
    }
    at++;
    return key;
  }

  /** A value may be empty: {@code a=}, {@code a in (,b)}. */
  private String value() {
    String value = peek();
    if (value.isEmpty() || value.equals(",") || value.equals(")")) {
      return "";
    }
    if (!NAME.matcher(value).matches()) {
      throw unfit("'" + value + "' cannot be a label's value");
    }
    at++;
    return value;
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw unfit(
          peek().isEmpty()
              ? "'" + token + "' is missing at its end"
              : "'%s' stands where '%s' belongs".formatted(peek(), token));
    }
    at++;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private IllegalArgumentException unfit(String why) {
    return new IllegalArgumentException(
        "'%s' is not like a=b,c!=d,e in (x,y),f notin (z),g,!h: %s".formatted(text, why));
  }
}
