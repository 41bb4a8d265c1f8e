package dev.gelada.junit.target;

import dev.gelada.core.call.CallPoint;
import dev.gelada.core.call.Operation;
import dev.gelada.core.plugin.SystemTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of an interface: hand {@link #proxy} to the code under test instead of the object itself.
 * Calls that the object makes of itself, and {@code equals}, {@code hashCode} and {@code toString},
 * are no part of it. Methods of one name count as one.
 *
 * @param <T> the interface
 */
public final class MethodTarget<T> extends CallTarget {
  private final T proxy;

  private MethodTarget(CallPoint point, Class<T> type, T real) {
    super(point);
    this.proxy =
        type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Handler(point, real)));
  }

  /**
   * Stands before an object.
   *
   * @param name what files and annotations call it
   * @throws IllegalArgumentException if the type is no interface
   */
  public static <T> MethodTarget<T> wrap(String name, Class<T> type, T real) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(
          type.getName() + " is no interface; wrap one that the code under test uses.");
    }
    return new MethodTarget<>(new CallPoint(name, operations(type), new SystemTime()), type, real);
  }

  /** What the code under test gets. */
  public T proxy() {
    return proxy;
  }

  private static Map<String, Operation> operations(Class<?> type) {
    Map<String, Operation> operations = new HashMap<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        method.setAccessible(true);
        operations.merge(
            method.getName(),
            new Operation(method.getReturnType(), List.of(method.getExceptionTypes())),
            MethodTarget::both);
      }
    }
    return operations;
  }

  /** What callers of both expect. */
  private static Operation both(Operation one, Operation other) {
    return new Operation(
        one.returns().equals(other.returns()) ? one.returns() : Object.class,
        one.fails().stream().filter(other::mayFailWith).toList());
  }

  /** The object before the object. */
  private record Handler(CallPoint point, Object real) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object self, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(self, method, arguments);
      }
      return point.idle()
          ? call(method, arguments)
          : point.through(method.getName(), () -> call(method, arguments));
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      try {
        if (!method.trySetAccessible()) {
          throw new IllegalStateException(method + " is not open to be called");
        }
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private Object ofObject(Object self, Method method, @Nullable Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && self == arguments[0];
        case "hashCode" -> System.identityHashCode(self);
        default -> point.name() + " before " + real;
      };
    }
  }
}
