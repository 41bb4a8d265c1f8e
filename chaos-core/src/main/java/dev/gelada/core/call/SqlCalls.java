package dev.gelada.core.call;

import dev.gelada.core.plugin.Refusal;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The operations of a database connection, as a call point of one names them. To close something is
 * none of them: what a test has opened it can always close.
 */
public final class SqlCalls {
  /** A connection is opened, or taken from a pool. */
  public static final String CONNECT = "connect";

  /** A statement is prepared. */
  public static final String PREPARE = "prepare";

  /** A statement is executed, or an updatable row written. */
  public static final String EXECUTE = "execute";

  /** A transaction is committed. */
  public static final String COMMIT = "commit";

  /** A transaction is rolled back. */
  public static final String ROLLBACK = "rollback";

  /** It is asked whether a connection is valid; a pool asks when it likes. */
  public static final String VALIDATE = "validate";

  /** Those that code makes by itself. */
  public static final Set<String> MADE = Set.of(CONNECT, PREPARE, EXECUTE, COMMIT, ROLLBACK);

  /** All. */
  public static final Set<String> ALL =
      Set.of(CONNECT, PREPARE, EXECUTE, COMMIT, ROLLBACK, VALIDATE);

  private SqlCalls() {}

  /** Operations that cannot throw what a fault would throw. */
  static List<Refusal> undeclared(Set<String> operations, CallPoint point) {
    return operations.stream()
        .sorted()
        .filter(
            name -> {
              Operation known = point.operations().get(name);
              return known != null && !known.mayFailWith(SQLException.class);
            })
        .map(
            name ->
                new Refusal(
                    "type",
                    "%s of %s does not throw SQLException.".formatted(name, point.name()),
                    "Name methods that do."))
        .toList();
  }
}
