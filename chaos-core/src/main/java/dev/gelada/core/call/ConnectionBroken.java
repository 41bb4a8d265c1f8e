package dev.gelada.core.call;

import java.sql.SQLNonTransientConnectionException;

/**
 * What {@code sql-break} throws. Whoever stands before the connection takes it as the order to
 * break it off: nothing goes through that connection any more.
 */
public final class ConnectionBroken extends SQLNonTransientConnectionException {
  /** The standard's "connection failure". */
  public static final String STATE = "08006";

  private static final long serialVersionUID = 1L;

  /** With these words. */
  public ConnectionBroken(String message) {
    super(message, STATE);
  }
}
