package dev.gelada.core.call;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which exception goes with which SQLSTATE. The class of a state, its first two characters, decides
 * as the JDBC 4.3 specification has it in "Categorized SQLExceptions" and the Javadoc of each
 * exception repeats:
 *
 * <table>
 *   <caption>SQLSTATE and exception</caption>
 *   <tr><th>class</th><th>exception</th></tr>
 *   <tr><td>08</td><td>{@link SQLNonTransientConnectionException}, or
 *       {@link SQLTransientConnectionException}: the standard gives both to 08</td></tr>
 *   <tr><td>0A</td><td>{@link SQLFeatureNotSupportedException}</td></tr>
 *   <tr><td>22</td><td>{@link SQLDataException}</td></tr>
 *   <tr><td>23</td><td>{@link SQLIntegrityConstraintViolationException}</td></tr>
 *   <tr><td>28</td><td>{@link SQLInvalidAuthorizationSpecException}</td></tr>
 *   <tr><td>40</td><td>{@link SQLTransactionRollbackException}</td></tr>
 *   <tr><td>42</td><td>{@link SQLSyntaxErrorException}</td></tr>
 * </table>
 *
 * A {@link SQLTimeoutException} belongs to no state of the standard; it goes with those that
 * databases say a time-out by: 57014 (PostgreSQL and Db2, the query was cancelled), HYT00 and HYT01
 * (ODBC, a time-out expired). All else is a plain {@link SQLException}.
 */
final class SqlStates {
  private static final Pattern STATE = Pattern.compile("[0-9A-Z]{5}");

  /** Success, a warning, no more rows: nothing that is thrown. */
  private static final Set<String> NO_ERRORS = Set.of("00", "01", "02");

  private static final Set<String> TIMEOUTS = Set.of("57014", "HYT00", "HYT01");

  private SqlStates() {}

  /**
   * The same state, if it is that of an error.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String checked(String state) {
    if (!STATE.matcher(state).matches()) {
      throw new IllegalArgumentException(
          "state is five digits or capital letters, as \"40001\", not \"%s\"".formatted(state));
    }
    if (NO_ERRORS.contains(state.substring(0, 2))) {
      throw new IllegalArgumentException("state %s is no error's".formatted(state));
    }
    return state;
  }

  /**
   * A new one.
   *
   * @param passing of class 08, whether another try may succeed
   */
  static SQLException exception(String state, int vendorCode, String message, boolean passing) {
    if (TIMEOUTS.contains(state)) {
      return new SQLTimeoutException(message, state, vendorCode);
    }
    return switch (state.substring(0, 2)) {
      case "08" ->
          passing
              ? new SQLTransientConnectionException(message, state, vendorCode)
              : new SQLNonTransientConnectionException(message, state, vendorCode);
      case "0A" -> new SQLFeatureNotSupportedException(message, state, vendorCode);
      case "22" -> new SQLDataException(message, state, vendorCode);
      case "23" -> new SQLIntegrityConstraintViolationException(message, state, vendorCode);
      case "28" -> new SQLInvalidAuthorizationSpecException(message, state, vendorCode);
      case "40" -> new SQLTransactionRollbackException(message, state, vendorCode);
      case "42" -> new SQLSyntaxErrorException(message, state, vendorCode);
      default -> new SQLException(message, state, vendorCode);
    };
  }
}
