package dev.gelada.core.config;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.GroupPick;
import dev.gelada.core.plugin.Plugin;
import dev.gelada.core.victim.SelectorType;
import dev.gelada.core.victim.VictimSelector;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code pick}. */
final class PickReader {
  /** When the file does not say. */
  private static final String DEFAULT = "count";

  /** Selectors whose number is a number of victims. */
  private static final Set<String> COUNTING = Set.of("count", "oldest", "newest");

  private final Reading reading;
  private final Problems problems;

  PickReader(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
  }

  /**
   * What was read.
   *
   * @param groups null when it is not written
   * @param pick how victims are chosen
   */
  record Picked(@Nullable GroupPick groups, Read pick) {}

  /** A pick that knows what the file says of it. */
  sealed interface Read extends Aim.Pick {
    /** How many victims it says that it takes; 0 when it does not say. */
    int victims();

    /** Where that stands. */
    Spot at();
  }

  /** Reads one; null when a problem was reported. */
  @Nullable Picked read(@Nullable Node node, Spot target, String path) {
    if (node == null) {
      Read pick = pick(DEFAULT, new Node.Text(target, "1", true), path);
      return pick == null ? null : new Picked(null, pick);
    }
    Node.Table table = reading.table(node, path, "a map with a selector, such as {count: 1},");
    if (table == null) {
      return null;
    }
    Node groupsNode = table.get("groups");
    GroupPick groups = groupsNode == null ? null : groups(groupsNode, path + ".groups");
    List<String> known = reading.catalogs().selectors().names();
    List<String> all = new ArrayList<>(known);
    all.addAll(Keys.PICK);
    List<String> written = table.without(Keys.PICK).entries().keySet().stream().toList();
    for (String key : written) {
      if (!known.contains(key)) {
        problems.shape(
            table.spot(key),
            path,
            "no selector named " + Words.quoted(key) + "." + Words.known(key, all));
        return null;
      }
    }
    if (written.size() > 1) {
      problems.shape(
          table.spot(written.get(1)),
          path,
          "exactly one selector belongs here, not " + String.join(" and ", written) + ".");
      return null;
    }
    String name = written.isEmpty() ? DEFAULT : written.get(0);
    Node value = table.get(name);
    Read pick = pick(name, value == null ? new Node.Text(table.at(), "1", true) : value, path);
    return pick == null ? null : new Picked(groups, pick);
  }

  private @Nullable GroupPick groups(Node node, String path) {
    Object groups = reading.binder().bind(Shape.of(GroupPick.class, path), node, path);
    return (GroupPick) groups;
  }

  private @Nullable Read pick(String name, Node value, String path) {
    SelectorType<?> type = reading.catalogs().selectors().named(name).orElse(null);
    if (type == null) {
      problems.add(Rule.PLUGIN, value.at(), path, "the selector '" + name + "' is not installed.");
      return null;
    }
    Labels labels = new Labels(problems, Binder.path(path, name));
    Node written = labels.put(value, Map.of());
    int before = problems.size();
    Chosen chosen = choose(reading, type, written, Binder.path(path, name));
    if (chosen == null || problems.size() > before) {
      return null;
    }
    String text = name + ": " + text(value);
    return labels.names().isEmpty()
        ? new Fixed(chosen.selector(), text, chosen.victims(), value.at())
        : new ByLabel(reading, type, value, text, chosen.victims());
  }

  /**
   * A selector and how many victims it says it takes.
   *
   * @param selector ready to use
   * @param victims 0 when it does not say
   */
  record Chosen(VictimSelector selector, int victims) {}

  private static <S extends Record> @Nullable Chosen choose(
      Reading reading, Plugin<S, VictimSelector> type, Node value, String path) {
    boolean all =
        value instanceof Node.Text text
            && text.text().equals("true")
            && Shape.of(type.settings()).optional();
    Node settings = all ? new Node.Table(value.at(), false, Map.of()) : value;
    S bound = reading.binder().record(type.settings(), settings, path);
    if (bound == null) {
      return null;
    }
    VictimSelector selector = reading.create(type, bound, value.at(), path);
    return selector == null
        ? null
        : new Chosen(selector, COUNTING.contains(type.name()) ? number(bound) : 0);
  }

  /** The number in a counting selector's one setting; 0 when there is none, as in {@code true}. */
  private static int number(Record settings) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    if (components.length != 1) {
      return 0;
    }
    try {
      components[0].getAccessor().setAccessible(true);
      String text = String.valueOf(components[0].getAccessor().invoke(settings));
      return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessor can be called", e);
    }
  }

  /** A value in one line, as it was written. */
  private static String text(Node node) {
    if (node instanceof Node.Text text) {
      return Words.line(text.text(), 60);
    } else if (node instanceof Node.Items items) {
      return "[" + String.join(", ", items.items().stream().map(PickReader::text).toList()) + "]";
    } else if (node instanceof Node.Table table) {
      return "{"
          + String.join(
              ", ",
              table.entries().entrySet().stream()
                  .map(entry -> entry.getKey() + ": " + text(entry.getValue().value()))
                  .toList())
          + "}";
    }
    return "";
  }

  /** The same for each group. */
  record Fixed(VictimSelector selector, String text, int victims, Spot at) implements Read {
    @Override
    public VictimSelector in(Map<String, String> labels) {
      return selector;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Made anew for each group, by the same reader that checked the defaults, so that a label can say
   * nothing which the file could not say.
   */
  record ByLabel(Reading reading, SelectorType<?> type, Node value, String text, int victims)
      implements Read {
    @Override
    public Spot at() {
      return value.at();
    }

    @Override
    public String toString() {
      return text; // the environment that it reads with is nobody's business
    }

    @Override
    public VictimSelector in(Map<String, String> group) {
      Problems own = new Problems("", reading.redactor());
      Labels labels = new Labels(own, "");
      Chosen chosen = choose(reading.apart(own), type, labels.put(value, group), type.name());
      if (chosen == null || !own.none()) {
        List<String> said = new ArrayList<>();
        labels.names().stream()
            .filter(group::containsKey)
            .forEach(name -> said.add(name + "=" + Words.quoted(String.valueOf(group.get(name)))));
        throw new IllegalArgumentException(
            reading
                .redactor()
                .clean(
                    "label %s cannot be used for '%s': %s"
                        .formatted(
                            String.join(", ", said),
                            type.name(),
                            own.none() ? "" : own.sorted().get(0).message())));
      }
      return chosen.selector();
    }
  }
}
