package dev.gelada.core.config;

import dev.gelada.core.plan.Span;
import dev.gelada.core.plugin.Matching;
import dev.gelada.core.plugin.Redactor;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of what was read, with defaults for what was not written. */
final class Records {
  private final Problems problems;

  Records(Problems problems) {
    this.problems = problems;
  }

  /** The record; null when it does not accept its values, which was reported. */
  @Nullable Object construct(Shape.Fields shape, Map<String, Object> values, Spot at, String path) {
    Object[] arguments = new Object[shape.fields().size()];
    for (int i = 0; i < arguments.length; i++) {
      Shape.Field field = shape.fields().get(i);
      Object value = values.get(field.name());
      arguments[i] = value != null || field.fallback() == null ? value : fallback(shape, field);
    }
    try {
      return shape.constructor().newInstance(arguments);
    } catch (InvocationTargetException e) {
      problems.add(Rule.PLUGIN, at, path, refusal(e.getCause()));
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a settings record can be made: " + shape.type(), e);
    }
  }

  /** What a record or plug-in says against its settings. */
  static String refusal(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof IllegalArgumentException && thrown.getMessage() != null) {
      return thrown.getMessage();
    }
    // not a way to refuse settings, but a user can do more with a place than with a stack trace
    return "these settings are not accepted ("
        + (thrown == null ? "unknown" : thrown.getClass().getSimpleName())
        + ").";
  }

  /** A default, read as if it had been written. It holds no variable and no secret. */
  private static Object fallback(Shape.Fields shape, Shape.Field field) {
    String text = String.valueOf(field.fallback());
    Redactor redactor = new Redactor();
    Problems own = new Problems("the default of " + field.name(), redactor);
    Binder binder = new Binder(new Variables(Map.of(), redactor), own, redactor);
    Node node =
        field.shape() instanceof Shape.Value
            ? new Node.Text(Spot.START, text, true)
            : YamlReader.read(text.getBytes(StandardCharsets.UTF_8), own);
    Object value = node == null ? null : binder.bind(field.shape(), node, "");
    if (value == null) {
      throw new IllegalStateException(
          "the default of %s.%s does not parse: %s"
              .formatted(shape.type().getName(), field.name(), own.sorted()));
    }
    return value;
  }

  /**
   * Reads all defaults of a record once.
   *
   * @throws IllegalStateException if one does not parse: a plug-in's mistake
   */
  static void checkDefaults(Shape.Fields shape) {
    shape.fields().stream()
        .filter(field -> field.fallback() != null)
        .forEach(field -> fallback(shape, field));
  }

  /** Of a map of text, or of text. */
  static Matching matching(Object read) {
    if (read instanceof Map<?, ?> map) {
      Map<String, String> equal = new LinkedHashMap<>();
      map.forEach((key, value) -> equal.put((String) key, (String) value));
      return new Matching(equal, "");
    }
    return new Matching(Map.of(), (String) read);
  }

  /** Whether a number or a length of time is more than zero. */
  static boolean more(Object value) {
    if (value instanceof Duration duration) {
      return !duration.isZero();
    } else if (value instanceof Span span) {
      return !span.isZero();
    }
    return ((Number) value).doubleValue() > 0;
  }
}
