package dev.gelada.junit.target;

import dev.gelada.core.call.CallCount;
import dev.gelada.core.call.CallPoint;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Target;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Registered;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Calls of an interface: hand {@link #proxy} to the code under test instead of the object itself.
 *
 * @param <T> the interface
 */
public final class MethodTarget<T> extends Registered {
  private final CallPoint point;
  private final T proxy;

  private MethodTarget(String name, Class<T> type, T real) {
    Map<String, List<Class<?>>> operations =
        Arrays.stream(type.getMethods())
            .collect(
                Collectors.toMap(
                    Method::getName, method -> List.of(method.getExceptionTypes()), (a, b) -> a));
    this.point = new CallPoint(name, name, operations, new SystemTime());
    Arrays.stream(type.getMethods()).forEach(method -> method.setAccessible(true));
    this.proxy =
        type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                    point.through(
                        method.getName(),
                        () -> {
                          try {
                            return method.invoke(real, arguments);
                          } catch (InvocationTargetException e) {
                            throw e.getCause();
                          }
                        })));
  }

  /** Stands before an object. */
  public static <T> MethodTarget<T> wrap(String name, Class<T> type, T real) {
    return new MethodTarget<>(name, type, real);
  }

  /** What the code under test gets. */
  public T proxy() {
    return proxy;
  }

  @Override
  public String name() {
    return point.name();
  }

  @Override
  public String kind() {
    return CallPoint.KIND;
  }

  @Override
  public Optional<Target> look() {
    return point.look();
  }

  @Override
  public Optional<CallPoint> calls() {
    return Optional.of(point);
  }

  @Override
  public Met met(String strike) {
    CallCount count = point.count(strike).orElse(new CallCount(0, 0, ""));
    return new Met(count.calls(), count.struck(), count.decisions());
  }

  @Override
  protected void begin() {
    // it is there
  }

  @Override
  protected void finish() {
    // and holds nothing
  }
}
