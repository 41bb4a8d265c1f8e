package dev.gelada.core.call;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/** Exceptions by the name of their class. */
final class Thrown {
  private Thrown() {}

  /**
   * The class, looked for as the current thread sees it.
   *
   * @throws IllegalArgumentException if there is none, or none that could be made or thrown
   */
  static Class<? extends Throwable> type(String name) {
    Class<? extends Throwable> type = load(name).asSubclass(Throwable.class);
    Object unused = made(type, "");
    return type;
  }

  /** Makes a new one each time. */
  static CallFault.Failure of(String name, String message) {
    Class<? extends Throwable> type = load(name).asSubclass(Throwable.class);
    return () -> made(type, message);
  }

  private static Class<?> load(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      Class<?> type =
          Class.forName(name, true, context == null ? Thrown.class.getClassLoader() : context);
      if (Throwable.class.isAssignableFrom(type)) {
        return type;
      }
      throw new IllegalArgumentException(name + " is no exception");
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class %s here; write it with its package, an inner class with $"
              .formatted(name));
    } catch (LinkageError broken) {
      throw new IllegalArgumentException("class %s cannot be loaded: %s".formatted(name, broken));
    }
  }

  private static Throwable made(Class<? extends Throwable> type, String message) {
    try {
      Constructor<? extends Throwable> worded = constructor(type, String.class);
      if (worded != null) {
        return worded.newInstance(message);
      }
      Constructor<? extends Throwable> plain = constructor(type);
      if (plain != null) {
        return plain.newInstance();
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(type.getName() + " cannot be made: " + e, e);
    }
    throw new IllegalArgumentException(
        type.getName() + " has no constructor that takes a message or nothing");
  }

  private static @Nullable Constructor<? extends Throwable> constructor(
      Class<? extends Throwable> type, Class<?>... parameters) {
    try {
      Constructor<? extends Throwable> found = type.getDeclaredConstructor(parameters);
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException none) {
      return null;
    } catch (
        RuntimeException closed) { // of a module that does not open it; a public one still goes
      return publicOne(type, parameters);
    }
  }

  private static @Nullable Constructor<? extends Throwable> publicOne(
      Class<? extends Throwable> type, Class<?>... parameters) {
    try {
      return type.getConstructor(parameters);
    } catch (NoSuchMethodException none) {
      return null;
    }
  }
}
