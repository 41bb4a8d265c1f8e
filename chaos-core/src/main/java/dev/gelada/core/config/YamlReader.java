package dev.gelada.core.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Bytes to {@link Node}s. Works on the parser's events and not on the library's own graph, which
 * has resolved tags and aliases by then and is built before a limit on nesting could stop it.
 *
 * <p>What is wrong is told without the source text: a file may hold a secret on that very line.
 */
final class YamlReader {
  /** Bytes. */
  static final int LARGEST = 1 << 20;

  /** Maps and lists within each other; a file needs about ten. */
  static final int DEEPEST = 32;

  /** Values; 1 MiB of commas would otherwise become a hundred times as much memory. */
  static final int MOST = 50_000;

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Problems problems;
  private final Parser parser;
  private int nodes;
  private Spot last = Spot.START;

  private YamlReader(String text, Problems problems) {
    this.problems = problems;
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(LARGEST + 1).build();
    this.parser = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** The file's one document; null when there is none to go on with, which was reported. */
  static @Nullable Node read(byte[] bytes, Problems problems) {
    if (bytes.length > LARGEST) {
      problems.add(Rule.FORM, Spot.START, "", "the file is larger than 1 MiB");
      return null;
    }
    String text = decode(bytes, problems);
    if (text == null) {
      return null;
    }
    try {
      return new YamlReader(text, problems).document();
    } catch (Unreadable e) {
      problems.add(Rule.FORM, e.spot, "", e.getMessage());
      return null;
    }
  }

  private static @Nullable String decode(byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      in.position(3); // a byte order mark of a Windows editor
    }
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      problems.add(Rule.FORM, end(text), "", "the file is not UTF-8 from here on");
      return null;
    }
    return printable(text, problems) ? text : null;
  }

  /** The parser would say so too, but without the place. */
  private static boolean printable(String text, Problems problems) {
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        problems.add(
            Rule.FORM,
            end(text.substring(0, i)),
            "",
            "a control character (U+%04X) stands here; remove it, or write it as an escape in"
                    .formatted(c)
                + " double quotes");
        return false;
      }
    }
    return true;
  }

  /** The place behind {@code text}. */
  private static Spot end(String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Spot(line, 1 + text.codePointCount(lineStart, text.length()));
  }

  private @Nullable Node document() {
    next(); // the stream's start
    if (next().getEventId() == Event.ID.StreamEnd) {
      problems.add(Rule.FORM, Spot.START, "", "the file is empty");
      return null;
    }
    Node root = node(next(), 1, null);
    next(); // the document's end
    Event after = next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      problems.add(
          Rule.FORM, spot(after), "", "a second document begins here; a file holds exactly one");
    }
    return root;
  }

  private Node node(Event event, int depth, @Nullable String before) {
    Spot at = spot(event);
    if (++nodes > MOST) {
      throw new Unreadable(at, "the file has more than " + MOST + " values");
    }
    if (event instanceof AliasEvent) {
      problems.add(
          Rule.FORM, at, "", "aliases (*) are not read here; write the value out, or quote it");
      return new Node.Broken(at);
    }
    boolean usable = unadorned((NodeEvent) event, at);
    Node node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar, at, before);
    } else if (depth > DEEPEST) {
      throw new Unreadable(at, "nested deeper than " + DEEPEST + " levels");
    } else if (event instanceof MappingStartEvent map) {
      node = table(map, at, depth);
    } else {
      node = items(at, depth);
    }
    return usable ? node : new Node.Broken(at);
  }

  private boolean unadorned(NodeEvent event, Spot at) {
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (event.getAnchor().isPresent()) {
      problems.add(
          Rule.FORM,
          at,
          "",
          "anchors (&) are not read here; quote the value if it begins with '&'");
    }
    if (tag.isPresent()) {
      problems.add(
          Rule.FORM, at, "", "tags (!) are not read here; quote the value if it begins with '!'");
    }
    return event.getAnchor().isEmpty() && tag.isEmpty();
  }

  private static Node scalar(ScalarEvent scalar, Spot at, @Nullable String before) {
    String text = scalar.getValue();
    if (scalar.isPlain() && NULLS.contains(text)) {
      return new Node.Nothing(
          at, text.isEmpty() ? before : null, text.isEmpty() || text.equals("null"));
    }
    return new Node.Text(at, text, scalar.isPlain());
  }

  private Node items(Spot at, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event e = next(); e.getEventId() != Event.ID.SequenceEnd; e = next()) {
      items.add(node(e, depth + 1, null));
    }
    return new Node.Items(at, items);
  }

  private Node table(MappingStartEvent start, Spot at, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    String before = null;
    for (Event e = next(); e.getEventId() != Event.ID.MappingEnd; e = next()) {
      Spot keyAt = spot(e);
      String key = key(e, keyAt, depth);
      Node value = node(next(), depth + 1, start.isFlow() ? before : null);
      if (key == null) {
        continue;
      }
      Node.Entry first = entries.putIfAbsent(key, new Node.Entry(keyAt, value));
      if (first != null) {
        problems.add(
            Rule.FORM, keyAt, "", "this key stands in line " + first.at().line() + " already");
      }
      before = value instanceof Node.Text ? key : null;
    }
    return new Node.Table(at, start.isFlow(), entries);
  }

  private @Nullable String key(Event event, Spot at, int depth) {
    Node key = node(event, depth + 1, null);
    if (key instanceof Node.Text text) {
      if (text.plain() && text.text().equals("<<")) {
        problems.add(Rule.FORM, at, "", "merge keys (<<) are not read here; write the keys out");
        return null;
      }
      if (text.text().contains("${")) {
        problems.shape(at, "", "${NAME} is put into values, not into keys");
        return null;
      }
      return text.text();
    }
    if (!(key instanceof Node.Broken)) {
      problems.add(Rule.FORM, at, "", "a key is text, not a list, a map or null");
    }
    return null;
  }

  private Event next() {
    try {
      Event event = parser.next();
      last = spot(event);
      return event;
    } catch (YamlEngineException e) {
      throw YamlTrouble.of(e, last);
    } catch (RuntimeException e) {
      // a defect of the parser that somebody's file found; the user still gets a place
      throw new Unreadable(last, "this cannot be read as YAML 1.2 from here on");
    }
  }

  private static Spot spot(Event event) {
    return event.getStartMark().map(YamlReader::spot).orElse(Spot.START);
  }

  static Spot spot(Mark mark) {
    return new Spot(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The file cannot be read any further. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Spot spot;

    Unreadable(Spot spot, String message) {
      super(message, null, false, false);
      this.spot = spot;
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
