package dev.gelada.proxy.control;

import dev.gelada.proxy.fault.Attribute;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.FaultType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of a toxic as a request gives them. */
final class ToxicBody {
  /** What a new toxic is made of. */
  static final Map<String, Fields.Kind> NEW =
      ordered(
          "attributes", Fields.Kind.OBJECT,
          "name", Fields.Kind.TEXT,
          "type", Fields.Kind.TEXT,
          "stream", Fields.Kind.TEXT,
          "toxicity", Fields.Kind.REAL);

  /** What can be changed. */
  static final Map<String, Fields.Kind> CHANGE =
      ordered("attributes", Fields.Kind.OBJECT, "toxicity", Fields.Kind.REAL);

  /** What clients send along with a change, and is not looked at. */
  static final Set<String> SENT_ALONG = Set.of("name", "type", "stream");

  private ToxicBody() {}

  /**
   * The attributes that are given and known to Toxiproxy's routes.
   *
   * @throws Declined 400 if one is of the wrong kind
   */
  static Map<String, Object> attributes(Optional<Json.Obj> given, FaultType type) throws Declined {
    Map<String, Object> values = new LinkedHashMap<>();
    if (given.isPresent()) {
      Map<String, Fields.Kind> known = new LinkedHashMap<>();
      for (Attribute attribute : taken(type)) {
        known.put(attribute.name(), attribute.isWord() ? Fields.Kind.TEXT : Fields.Kind.WHOLE);
      }
      Fields fields = Fields.of(given.get(), known);
      for (Attribute attribute : taken(type)) {
        fields.text(attribute.name()).ifPresent(word -> values.put(attribute.name(), word));
        fields.whole(attribute.name()).ifPresent(number -> values.put(attribute.name(), number));
      }
    }
    return values;
  }

  /** All that a strict server says against them. */
  static List<String> problems(Optional<Json.Obj> given, FaultType type) {
    List<String> problems = new ArrayList<>();
    if (given.isEmpty()) {
      return problems;
    }
    Map<String, Attribute> known = new LinkedHashMap<>();
    type.attributes().forEach(attribute -> known.put(attribute.name(), attribute));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Json.Member member : given.get().members()) {
      String name = Fields.known(member.name(), known).orElse(member.name());
      Attribute attribute = known.get(name);
      if (attribute != null && attribute.own()) {
        problems.add(
            "%s has no attribute '%s' here; routes below /gelada/v1 take it"
                .formatted(type.name(), name));
      } else if (!(member.value() instanceof Json.Nil)) {
        values.put(name, member.value().plain());
      }
    }
    problems.addAll(Attributes.problems(type, values));
    return problems;
  }

  private static List<Attribute> taken(FaultType type) {
    return type.attributes().stream().filter(attribute -> !attribute.own()).toList();
  }

  private static Map<String, Fields.Kind> ordered(Object... pairs) {
    Map<String, Fields.Kind> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (Fields.Kind) pairs[i + 1]);
    }
    return map;
  }
}
