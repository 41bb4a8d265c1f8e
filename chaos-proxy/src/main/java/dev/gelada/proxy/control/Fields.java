package dev.gelada.proxy.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object's members as Toxiproxy reads them, which is how Go's {@code encoding/json} fills a
 * struct: names in letters of any case, the last one of a name counts, {@code null} says nothing,
 * others are left out; but a value of another kind makes the whole body wrong, whatever comes after
 * it.
 */
final class Fields {
  /** What a field takes. */
  enum Kind {
    TEXT("string"),
    FLAG("bool"),
    /** A whole number of 64 bits. */
    WHOLE("int64"),
    /** A number of 32 bits. */
    REAL("float32"),
    OBJECT("object");

    private final String go;

    Kind(String go) {
      this.go = go;
    }
  }

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

  private final Map<String, Json> values;

  private Fields(Map<String, Json> values) {
    this.values = values;
  }

  /**
   * Takes the known fields out of an object.
   *
   * @param body the object; {@code null} is one without members
   * @throws Declined 400 if it is no object, or a field is of another kind
   */
  static Fields of(Json body, Map<String, Kind> known) throws Declined {
    Map<String, Json> values = new LinkedHashMap<>();
    if (body instanceof Json.Obj object) {
      for (Json.Member member : object.members()) {
        Optional<String> name = known(member.name(), known);
        if (name.isPresent() && !(member.value() instanceof Json.Nil)) {
          check(name.get(), known.getOrDefault(name.get(), Kind.TEXT), member.value());
          values.merge(name.get(), member.value(), Fields::later);
        }
      }
    } else if (!(body instanceof Json.Nil)) {
      throw Declined.badBody("json: cannot unmarshal %s into an object".formatted(body.kind()));
    }
    return new Fields(values);
  }

  /** The known name that is meant; one in the very same letters comes first. */
  static Optional<String> known(String name, Map<String, ?> known) {
    return known.containsKey(name)
        ? Optional.of(name)
        : known.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> text(String name) {
    return values.get(name) instanceof Json.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  Optional<Boolean> flag(String name) {
    return values.get(name) instanceof Json.Flag flag
        ? Optional.of(flag.value())
        : Optional.empty();
  }

  Optional<Double> real(String name) {
    return values.get(name) instanceof Json.Num number
        ? Optional.of(Double.valueOf(number.literal()))
        : Optional.empty();
  }

  Optional<Long> whole(String name) {
    return values.get(name) instanceof Json.Num number
        ? Optional.of(Long.valueOf(number.literal()))
        : Optional.empty();
  }

  Optional<Json.Obj> object(String name) {
    return values.get(name) instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
  }

  private static void check(String name, Kind kind, Json value) throws Declined {
    boolean right =
        switch (kind) {
          case TEXT -> value instanceof Json.Text;
          case FLAG -> value instanceof Json.Flag;
          case WHOLE -> value instanceof Json.Num number && isWhole(number.literal());
          case REAL -> value instanceof Json.Num number && isReal(number.literal());
          case OBJECT -> value instanceof Json.Obj;
        };
    if (!right) {
      String what = value instanceof Json.Num number ? "number " + number.literal() : value.kind();
      throw Declined.badBody(
          "json: cannot unmarshal %s into field %s of type %s".formatted(what, name, kind.go));
    }
  }

  private static boolean isWhole(String literal) {
    if (!WHOLE_NUMBER.matcher(literal).matches()) {
      return false;
    }
    try {
      Long.parseLong(literal);
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  private static boolean isReal(String literal) {
    return Float.isFinite(Float.parseFloat(literal));
  }

  /** An object that is given twice is filled twice. */
  private static Json later(Json before, Json after) {
    if (before instanceof Json.Obj first && after instanceof Json.Obj second) {
      List<Json.Member> members = new ArrayList<>(first.members());
      members.addAll(second.members());
      return new Json.Obj(first.at(), members);
    }
    return after;
  }
}
