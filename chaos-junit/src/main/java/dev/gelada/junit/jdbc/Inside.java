package dev.gelada.junit.jdbc;

import dev.gelada.core.call.SqlCalls;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a connection or what came out of one, so that no way leads round the faults but
 * {@code unwrap}.
 */
final class Inside implements InvocationHandler, Session.Held {
  private final Session session;
  private final Object real;
  private final @Nullable Object owner;
  private volatile @Nullable Hold hold;
  private volatile @Nullable Object result;

  /** The result that was handed out last is one and the same for whoever asks again. */
  private Inside(Session session, Object real, @Nullable Object owner) {
    this.session = session;
    this.real = real;
    this.owner = owner;
  }

  /**
   * One.
   *
   * @param type the interface that it has
   * @param owner for a result, the statement that it is of, as the code under test knows it
   */
  static <T> T proxy(Session session, Class<T> type, Object real, @Nullable Object owner) {
    return type.cast(
        Proxy.newProxyInstance(
            Inside.class.getClassLoader(),
            new Class<?>[] {type},
            new Inside(session, real, owner)));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Verb verb = Verb.of(method);
    return switch (verb.kind()) {
      case EXECUTE, PREPARE, COMMIT, ROLLBACK -> struck(self, verb, arguments);
      case PASS, CONNECT -> passed(self, verb, arguments);
      case VALIDATE -> session.valid((int) first(arguments), () -> verb.call(real, arguments));
      case CONNECTION -> connection();
      case STATEMENT -> statement(self, verb, arguments);
      case CLOSE, ABORT -> closed(verb, arguments);
      case IS_CLOSED -> session.broken() ? true : verb.call(real, arguments);
      case CANCEL -> cancelled(verb, arguments);
      case UNWRAP -> Wrapping.unwrap(self, real, verb, (Class<?>) first(arguments));
      case IS_WRAPPER -> Wrapping.wraps(self, real, verb, (Class<?>) first(arguments));
      case EQUALS -> self == first(arguments);
      case HASH_CODE -> System.identityHashCode(self);
      case TO_STRING -> "gelada " + real;
    };
  }

  private static Object first(Object @Nullable [] arguments) {
    return Objects.requireNonNull(arguments)[0];
  }

  private @Nullable Object struck(Object self, Verb verb, Object @Nullable [] arguments)
      throws Throwable {
    String operation =
        switch (verb.kind()) {
          case PREPARE -> SqlCalls.PREPARE;
          case COMMIT -> SqlCalls.COMMIT;
          case ROLLBACK -> SqlCalls.ROLLBACK;
          default -> SqlCalls.EXECUTE;
        };
    return inside(self, session.call(operation, this, () -> verb.call(real, arguments)));
  }

  private @Nullable Object passed(Object self, Verb verb, Object @Nullable [] arguments)
      throws Throwable {
    if (session.broken()) {
      whole(verb);
    }
    return inside(self, verb.call(real, arguments));
  }

  /** Says it in the way that the method declares. */
  private void whole(Verb verb) throws SQLException {
    try {
      session.whole();
    } catch (SQLException e) {
      Class<?>[] declared = verb.method().getExceptionTypes();
      if (declared.length > 0 && declared[0] == SQLClientInfoException.class) {
        throw new SQLClientInfoException(
            e.getMessage(), e.getSQLState(), e.getErrorCode(), Map.of(), e);
      }
      throw e;
    }
  }

  private @Nullable Object connection() throws SQLException {
    session.whole();
    return session.proxy();
  }

  private @Nullable Object statement(Object self, Verb verb, Object @Nullable [] arguments)
      throws Throwable {
    session.whole();
    Object actual = verb.call(real, arguments);
    return owner != null && actual != null ? owner : inside(self, actual);
  }

  private @Nullable Object closed(Verb verb, Object @Nullable [] arguments) throws Throwable {
    if (self(verb)) {
      return session.close(() -> verb.call(real, arguments));
    }
    cut();
    try {
      return verb.call(real, arguments);
    } catch (SQLException e) {
      if (session.broken()) {
        return null; // it went with its connection
      }
      throw e;
    }
  }

  private static boolean self(Verb verb) {
    return verb.method().getDeclaringClass() == java.sql.Connection.class;
  }

  private @Nullable Object cancelled(Verb verb, Object @Nullable [] arguments) throws Throwable {
    cut();
    return session.broken() ? null : verb.call(real, arguments);
  }

  private void cut() {
    Hold held = hold;
    if (held != null) {
      held.cut(Hold.End.CANCELLED);
    }
  }

  @Override
  public Hold begin(Duration networkTimeout) {
    Hold held =
        Hold.of(Hold.End.QUERY_TIMEOUT, queryTimeout(), Hold.End.NETWORK_TIMEOUT, networkTimeout);
    hold = held;
    return held;
  }

  @Override
  public void end() {
    hold = null;
  }

  private Duration queryTimeout() {
    try {
      return real instanceof Statement statement
          ? Duration.ofSeconds(statement.getQueryTimeout())
          : Duration.ZERO;
    } catch (SQLException | RuntimeException e) {
      return Duration.ZERO; // it is closed, and says so itself
    }
  }

  /** What comes out of the database stays inside. */
  private @Nullable Object inside(Object self, @Nullable Object came) {
    if (came instanceof ResultSet) {
      return result(self, came);
    }
    if (came instanceof CallableStatement) {
      return proxy(session, CallableStatement.class, came, null);
    }
    if (came instanceof PreparedStatement) {
      return proxy(session, PreparedStatement.class, came, null);
    }
    if (came instanceof Statement) {
      return proxy(session, Statement.class, came, null);
    }
    return came instanceof DatabaseMetaData
        ? proxy(session, DatabaseMetaData.class, came, null)
        : came;
  }

  private Object result(Object self, Object came) {
    Object last = result;
    if (last != null && ((Inside) Proxy.getInvocationHandler(last)).real == came) {
      return last;
    }
    Object made = proxy(session, ResultSet.class, came, self instanceof Statement ? self : null);
    result = made;
    return made;
  }
}
