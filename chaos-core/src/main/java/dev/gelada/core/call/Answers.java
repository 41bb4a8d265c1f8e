package dev.gelada.core.call;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers from text. */
final class Answers {
  private static final Map<Class<?>, Function<String, Object>> READ =
      Map.ofEntries(
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(double.class, Double::valueOf),
          Map.entry(Double.class, Double::valueOf),
          Map.entry(boolean.class, Answers::yesOrNo),
          Map.entry(Boolean.class, Answers::yesOrNo),
          Map.entry(String.class, text -> text),
          Map.entry(CharSequence.class, text -> text),
          Map.entry(Object.class, text -> text));

  private Answers() {}

  /**
   * Of that type.
   *
   * @throws IllegalArgumentException if the text is none, or nobody could tell how
   */
  static @Nullable Object of(String text, Class<?> type) {
    if (type.equals(void.class)) {
      return null;
    }
    if (text.equals("null")) {
      return nothing(type);
    }
    Function<String, Object> read = READ.get(type);
    if (read != null) {
      return read.apply(text);
    }
    if (type.isEnum()) {
      return constant(text, type);
    }
    throw new IllegalArgumentException(type.getName() + " cannot be read from text");
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type.isPrimitive()) {
      throw new IllegalArgumentException(type + " is never null");
    }
    if (type.equals(Optional.class)) {
      return Optional.empty();
    }
    return type.equals(CompletableFuture.class) || type.equals(CompletionStage.class)
        ? CompletableFuture.completedFuture(null)
        : null;
  }

  private static Boolean yesOrNo(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text + " is neither true nor false");
    }
    return Boolean.valueOf(text);
  }

  private static Object constant(String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(type.getName() + " has no " + text);
  }
}
