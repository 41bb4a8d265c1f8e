package dev.gelada.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * What commands print through: words for people, or one JSON document. Nothing passes that the
 * redactor knows as secret. Thread-safe line by line.
 */
public final class Console {
  /** What standard output is for. */
  public enum Format {
    /** Words, and colours on a terminal. */
    TEXT,
    /** One JSON document; words for people are left out. */
    JSON
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final Surroundings around;
  private volatile Format format = Format.TEXT;

  public Console(Surroundings around) {
    this.around = Objects.requireNonNull(around, "around");
  }

  /** From here on in this format. */
  public void write(Format chosen) {
    format = chosen;
  }

  /** Whether a program reads standard output. */
  public boolean json() {
    return format == Format.JSON;
  }

  /** Whether a person watches standard output, so that a line may be drawn over. */
  public boolean live() {
    return around.outIsTerminal() && !json() && !"dumb".equals(around.environment().get("TERM"));
  }

  /** One line of a result; nothing when a program reads. */
  public void line(String text) {
    if (!json()) {
      print(around.out(), text);
    }
  }

  /** One line about a problem, on standard error in both formats. */
  public void problem(String text) {
    print(around.err(), text);
  }

  /**
   * The result as JSON; nothing when a person reads. Records, maps, lists, numbers, text, times.
   */
  public void document(Object value) {
    if (json()) {
      print(around.out(), JSON.writeValueAsString(clean(JSON.valueToTree(value))));
    }
  }

  /** The same in one line, for what goes on and on: a program reads line by line. */
  public void event(Object value) {
    if (json()) {
      print(around.out(), clean(JSON.valueToTree(value)).toString());
    }
  }

  /** Text that is the same in both formats: a schema, a line of a trail. */
  public void verbatim(String text) {
    print(around.out(), text);
  }

  /** A title. */
  public String headline(String text) {
    return paint("1", text);
  }

  /** Good news. */
  public String ok(String text) {
    return paint("32", text);
  }

  /** To be looked at. */
  public String warn(String text) {
    return paint("33", text);
  }

  /** Bad news. */
  public String bad(String text) {
    return paint("1;31", text);
  }

  /** Of less weight. */
  public String dim(String text) {
    return paint("2", text);
  }

  /**
   * Lines in columns two blanks apart, each as wide as its widest cell.
   *
   * @param rows as many cells each as {@code header} has
   */
  public void table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int[] widths =
        IntStream.range(0, header.size())
            .map(column -> all.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
            .toArray();
    for (int row = 0; row < all.size(); row++) {
      String text = joined(all.get(row), widths);
      line(row == 0 ? dim(text) : text);
    }
  }

  /** Whether colours may go to standard output: a terminal that has them, and nobody said no. */
  public boolean colours() {
    Map<String, String> environment = around.environment();
    return live() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private String paint(String code, String text) {
    return colours() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void print(PrintStream to, String text) {
    to.println(around.redactor().clean(text));
    to.flush();
  }

  private static String joined(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      line.append(cell);
      if (column < cells.size() - 1) {
        line.append(" ".repeat(widths[column] - width(cell) + 2));
      }
    }
    return line.toString().stripTrailing();
  }

  /** As a terminal shows it: colours have no width. */
  private static int width(String cell) {
    String seen = cell.replaceAll("\u001b\\[[0-9;]*m", "");
    return seen.codePointCount(0, seen.length());
  }

  /** Cleans text before it is escaped: a secret with a quote in it looks different afterwards. */
  private JsonNode clean(JsonNode node) {
    if (node.isString()) {
      return StringNode.valueOf(around.redactor().clean(node.stringValue()));
    }
    if (node.isArray()) {
      var list = JSON.createArrayNode();
      node.forEach(item -> list.add(clean(item)));
      return list;
    }
    if (node.isObject()) {
      var object = JSON.createObjectNode();
      node.forEachEntry((key, value) -> object.set(around.redactor().clean(key), clean(value)));
      return object;
    }
    return node;
  }
}
