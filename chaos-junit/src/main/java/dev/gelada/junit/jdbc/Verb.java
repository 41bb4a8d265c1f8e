package dev.gelada.junit.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A method of JDBC: what it means here, and a way to call it that costs no reflection. Immutable.
 *
 * @param kind what it means
 * @param method itself
 * @param handle takes the object and an array of arguments
 */
record Verb(Kind kind, Method method, MethodHandle handle) {
  private static final Object[] NONE = {};
  private static final ConcurrentHashMap<Method, Verb> KNOWN = new ConcurrentHashMap<>();

  /** What a method means. */
  enum Kind {
    /** Nothing; it is called. */
    PASS,
    CONNECT,
    PREPARE,
    EXECUTE,
    COMMIT,
    ROLLBACK,
    VALIDATE,
    CANCEL,
    CLOSE,
    ABORT,
    IS_CLOSED,
    /** The connection that something belongs to. */
    CONNECTION,
    /** The statement that a result belongs to. */
    STATEMENT,
    UNWRAP,
    IS_WRAPPER,
    EQUALS,
    HASH_CODE,
    TO_STRING
  }

  static Verb of(Method method) {
    Verb known = KNOWN.get(method);
    return known != null ? known : KNOWN.computeIfAbsent(method, Verb::made);
  }

  private static Verb made(Method method) {
    try {
      MethodHandle handle =
          MethodHandles.publicLookup()
              .unreflect(method)
              .asFixedArity()
              .asSpreader(Object[].class, method.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
      return new Verb(kind(method), method, handle);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("JDBC is public", e);
    }
  }

  private static Kind kind(Method method) {
    Class<?> of = method.getDeclaringClass();
    return switch (method.getName()) {
      case "equals" -> of == Object.class ? Kind.EQUALS : Kind.PASS;
      case "hashCode" -> of == Object.class ? Kind.HASH_CODE : Kind.PASS;
      case "toString" -> of == Object.class ? Kind.TO_STRING : Kind.PASS;
      case "unwrap" -> Kind.UNWRAP;
      case "isWrapperFor" -> Kind.IS_WRAPPER;
      case "close" -> Kind.CLOSE;
      case "isClosed" -> Kind.IS_CLOSED;
      case "getStatement" -> Kind.STATEMENT;
      case "getConnection" -> of == DataSource.class ? Kind.CONNECT : Kind.CONNECTION;
      default -> called(of, method.getName());
    };
  }

  private static Kind called(Class<?> of, String name) {
    if (of == Connection.class) {
      return switch (name) {
        case "prepareStatement", "prepareCall" -> Kind.PREPARE;
        case "commit" -> Kind.COMMIT;
        case "rollback" -> Kind.ROLLBACK;
        case "isValid" -> Kind.VALIDATE;
        case "abort" -> Kind.ABORT;
        default -> Kind.PASS;
      };
    }
    if (Statement.class.isAssignableFrom(of)) {
      if (name.equals("cancel")) {
        return Kind.CANCEL;
      }
      return name.startsWith("execute") ? Kind.EXECUTE : Kind.PASS;
    }
    if (of == ResultSet.class) {
      return switch (name) {
        case "insertRow", "updateRow", "deleteRow" -> Kind.EXECUTE;
        default -> Kind.PASS;
      };
    }
    return of == ConnectionBuilder.class && name.equals("build") ? Kind.CONNECT : Kind.PASS;
  }

  /** Calls it. */
  @Nullable Object call(Object real, Object @Nullable [] arguments) throws Throwable {
    Object[] all = arguments == null ? NONE : arguments;
    return (Object) handle.invokeExact(real, all);
  }
}
