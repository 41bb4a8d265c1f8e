package dev.gelada.junit.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * {@code java.sql.Wrapper} for what stands before something: it is what it is itself first, then
 * what stands behind it, then what that wraps.
 */
final class Wrapping {
  private Wrapping() {}

  static @Nullable Object unwrap(Object self, Object real, Verb verb, Class<?> type)
      throws Throwable {
    if (type.isInstance(self)) {
      return self;
    }
    return type.isInstance(real) ? real : verb.call(real, new Object[] {type});
  }

  static @Nullable Object wraps(Object self, Object real, Verb verb, Class<?> type)
      throws Throwable {
    return type.isInstance(self)
        || type.isInstance(real)
        || Boolean.TRUE.equals(verb.call(real, new Object[] {type}));
  }
}
