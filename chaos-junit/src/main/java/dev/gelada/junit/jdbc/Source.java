package dev.gelada.junit.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stands before a data source, and before what builds connections for it. */
final class Source implements InvocationHandler {
  private final Line line;
  private final Object real;
  private final DataSource source;

  private Source(Line line, Object real, DataSource source) {
    this.line = line;
    this.real = real;
    this.source = source;
  }

  /** One that closes what is behind it, if that can be closed. */
  static DataSource around(DataSource real, Line line) {
    Objects.requireNonNull(real, "real");
    Class<?>[] types =
        real instanceof AutoCloseable
            ? new Class<?>[] {DataSource.class, AutoCloseable.class}
            : new Class<?>[] {DataSource.class};
    return (DataSource)
        Proxy.newProxyInstance(Source.class.getClassLoader(), types, new Source(line, real, real));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Verb verb = Verb.of(method);
    return switch (verb.kind()) {
      case CONNECT ->
          Session.open(
              line,
              this::loginTimeout,
              () -> (Connection) Objects.requireNonNull(verb.call(real, arguments)));
      case UNWRAP -> Wrapping.unwrap(self, real, verb, (Class<?>) first(arguments));
      case IS_WRAPPER -> Wrapping.wraps(self, real, verb, (Class<?>) first(arguments));
      case EQUALS -> self == first(arguments);
      case HASH_CODE -> System.identityHashCode(self);
      case TO_STRING -> "gelada " + real;
      default -> builder(self, verb.call(real, arguments));
    };
  }

  private static Object first(Object @Nullable [] arguments) {
    return Objects.requireNonNull(arguments)[0];
  }

  private @Nullable Object builder(Object self, @Nullable Object came) {
    if (came == real) {
      return self; // a builder gives itself
    }
    return came instanceof ConnectionBuilder
        ? Proxy.newProxyInstance(
            Source.class.getClassLoader(),
            new Class<?>[] {ConnectionBuilder.class},
            new Source(line, came, source))
        : came;
  }

  private int loginTimeout() {
    try {
      return source.getLoginTimeout();
    } catch (SQLException | RuntimeException e) {
      return 0; // it has none
    }
  }
}
