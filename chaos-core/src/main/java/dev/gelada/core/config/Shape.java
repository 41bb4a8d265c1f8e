package dev.gelada.core.config;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Key;
import dev.gelada.core.plugin.Matching;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at a place of a file, derived from a Java type. The binder reads by it and the
 * schema is written from it, so that the two cannot drift apart.
 */
sealed interface Shape {
  /** Whether a secret may stand anywhere in it; then no error shows what was written there. */
  boolean secret();

  /**
   * One piece of text.
   *
   * @param scalar how it is read
   */
  record Value(Scalar<?> scalar) implements Shape {
    @Override
    public boolean secret() {
      return scalar.secret();
    }
  }

  /**
   * A list.
   *
   * @param item what each item is
   * @param oneOrMore whether it is not empty and a single item may stand without brackets
   */
  record Items(Shape item, boolean oneOrMore) implements Shape {
    @Override
    public boolean secret() {
      return item.secret();
    }
  }

  /**
   * A map with keys of the user's choice.
   *
   * @param value what each key holds
   * @param orText whether text may stand in its place, as for {@link Matching}
   */
  record Entries(Shape value, boolean orText) implements Shape {
    Entries(Shape value) {
      this(value, false);
    }

    Entries asMap() {
      return new Entries(value);
    }

    @Override
    public boolean secret() {
      return value.secret();
    }
  }

  /**
   * A map with the keys of a record.
   *
   * @param type the record
   * @param fields its components
   */
  record Fields(Class<? extends Record> type, List<Field> fields) implements Shape {
    public Fields {
      fields = List.copyOf(fields);
    }

    @Override
    public boolean secret() {
      return fields.stream().anyMatch(field -> field.shape().secret());
    }

    /** All keys, in the record's order. */
    List<String> names() {
      return fields.stream().map(Field::name).toList();
    }

    /**
     * The one field that a value without its key is taken for: the only required one, else the only
     * one. Null when there is none or it is a map itself.
     */
    @Nullable Field lead() {
      List<Field> required = fields.stream().filter(Field::required).toList();
      List<Field> candidates = required.isEmpty() ? fields : required;
      if (candidates.size() != 1) {
        return null;
      }
      Field lead = candidates.get(0);
      return lead.shape() instanceof Value || lead.shape() instanceof Items ? lead : null;
    }

    /** Whether all keys may be missing. */
    boolean optional() {
      return fields.stream().noneMatch(Field::required);
    }

    Constructor<? extends Record> constructor() {
      try {
        Constructor<? extends Record> canonical =
            type.getDeclaredConstructor(
                Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        canonical.setAccessible(true); // a plug-in's record need not be public
        return canonical;
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("a record has a canonical constructor: " + type, e);
      }
    }
  }

  /**
   * A key of a record.
   *
   * @param name in the file
   * @param shape what it holds
   * @param fallback its {@link Default}; null when it has none
   * @param nullable whether it may be missing without one
   * @param positive whether zero is too little
   * @param doc for people; may be empty
   * @param example a piece of YAML; may be empty
   */
  record Field(
      String name,
      Shape shape,
      @Nullable String fallback,
      boolean nullable,
      boolean positive,
      String doc,
      String example) {
    boolean required() {
      return fallback == null && !nullable;
    }
  }

  /** A number or length of time that cannot be zero. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Positive {}

  /** A list that is not empty; its only item may stand without brackets. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface OneOrMore {}

  /**
   * The keys of a record.
   *
   * @throws IllegalArgumentException if a component has a type that no file can hold: a plug-in's
   *     mistake, told by its name
   */
  static Fields of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  /** What a type stands for; {@code where} names it should it stand for nothing. */
  static Shape of(Type type, String where) {
    return of(type, false, where);
  }

  /** Reflection is slow and a record does not change. */
  ClassValue<Fields> KNOWN =
      new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
          return fields(type.asSubclass(Record.class));
        }
      };

  private static Fields fields(Class<? extends Record> type) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Key key = component.getAnnotation(Key.class);
      Default fallback = component.getAnnotation(Default.class);
      Doc doc = component.getAnnotation(Doc.class);
      Example example = component.getAnnotation(Example.class);
      String where = type.getName() + "." + component.getName();
      boolean oneOrMore = component.isAnnotationPresent(OneOrMore.class);
      fields.add(
          new Field(
              key == null ? component.getName() : key.value(),
              of(component.getGenericType(), oneOrMore, where),
              fallback == null ? null : fallback.value(),
              component.getAnnotatedType().isAnnotationPresent(Nullable.class),
              component.isAnnotationPresent(Positive.class),
              doc == null ? "" : doc.value(),
              example == null ? "" : example.value()));
    }
    return new Fields(type, fields);
  }

  private static Shape of(Type type, boolean oneOrMore, String where) {
    Scalar<?> scalar = Scalars.of(type);
    if (scalar != null) {
      return new Value(scalar);
    }
    if (type.equals(Matching.class)) {
      return new Entries(of(String.class, false, where), true);
    }
    if (type instanceof Class<?> c && c.isRecord()) {
      return of(c.asSubclass(Record.class));
    }
    if (type instanceof ParameterizedType p) {
      Type[] arguments = p.getActualTypeArguments();
      if (Objects.equals(p.getRawType(), List.class)) {
        return new Items(of(arguments[0], false, where), oneOrMore);
      }
      if (Objects.equals(p.getRawType(), Map.class) && arguments[0].equals(String.class)) {
        return new Entries(of(arguments[1], false, where));
      }
    }
    throw new IllegalArgumentException(
        "the setting " + where + " has a type that a file cannot hold: " + type.getTypeName());
  }
}
