package dev.gelada.core.config;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Says in own words what a YAML parser stumbled over. The parser's words quote the source, and the
 * source may be a secret, so not one character of them is passed on.
 */
final class YamlTrouble {
  private static final String ELSE = "this is not YAML 1.2";

  /** What the parser's message contains, and what it means to somebody who wrote the file. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              "mapping values are not allowed",
              "a ':' does not fit here; check the indentation, or quote the value that holds it"),
          Map.entry("could not find expected ':'", "this key has no ':' behind it"),
          Map.entry("TAB", "a tab cannot indent; use spaces"),
          Map.entry("\\t", "a tab cannot indent; use spaces"),
          Map.entry(
              "cannot start any token",
              "a value cannot begin with this character; quote the value"),
          Map.entry("unexpected end of stream", "the file ends within a quoted text"),
          Map.entry("unexpected document separator", "a document ends within a quoted text"),
          Map.entry("expected <block end>", "the indentation fits nothing above it"),
          Map.entry("expected the node content", "a value is missing here"),
          Map.entry("did not find expected node content", "a value is missing here"),
          Map.entry(
              "sequence entries are not allowed", "a '-' does not fit here; check the indentation"),
          Map.entry("expected ',' or ']'", "a ',' or ']' is missing"),
          Map.entry("expected ',' or '}'", "a ',' or '}' is missing"),
          Map.entry("escape", "an escape in double quotes is unknown; single quotes need none"),
          Map.entry("directive", "a line with '%' is not read here"));

  private YamlTrouble() {}

  static YamlReader.Unreadable of(YamlEngineException e, Spot last) {
    if (e instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      Spot spot = mark.map(YamlReader::spot).orElse(last);
      String problem = String.valueOf(marked.getProblem());
      String words =
          WORDS.entrySet().stream()
              .filter(entry -> problem.contains(entry.getKey()))
              .map(Map.Entry::getValue)
              .sorted()
              .findFirst()
              .orElse(ELSE);
      return new YamlReader.Unreadable(spot, words);
    }
    return new YamlReader.Unreadable(last, ELSE);
  }
}
