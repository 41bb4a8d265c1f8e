package dev.gelada.junit.jdbc;

import dev.gelada.core.call.ConnectionBroken;
import dev.gelada.core.call.Patience;
import dev.gelada.core.plugin.SystemTime;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/** One call that faults may hold, and what ends that as it would end the call. Thread-safe. */
final class Hold {
  private final Patience patience;
  private volatile End end;

  /** Why a call is held no longer. */
  enum End {
    LOGIN_TIMEOUT,
    QUERY_TIMEOUT,
    NETWORK_TIMEOUT,
    CANCELLED,
    CLOSED
  }

  /**
   * For a call that begins now.
   *
   * @param end what it means if it took so long
   */
  private Hold(End end, Duration most) {
    this.end = end;
    this.patience = new Patience(new SystemTime(), most, this::failure);
  }

  /** Nothing but a cancel ends it. */
  static Hold endless() {
    return new Hold(End.CANCELLED, Patience.ENDLESS);
  }

  /** With time-outs; zero is none. */
  static Hold of(End first, Duration one, End second, Duration other) {
    if (one.isZero() && other.isZero()) {
      return endless();
    }
    boolean earlier = other.isZero() || (!one.isZero() && one.compareTo(other) <= 0);
    return earlier ? new Hold(first, one) : new Hold(second, other);
  }

  Patience patience() {
    return patience;
  }

  void cut(End why) {
    end = why;
    patience.cut();
  }

  private SQLException failure() {
    return switch (end) {
      case LOGIN_TIMEOUT ->
          new SQLTimeoutException("login time-out, while an injected delay lasted", "08001");
      case QUERY_TIMEOUT ->
          new SQLTimeoutException("query time-out, while an injected delay lasted", "57014");
      case NETWORK_TIMEOUT ->
          new ConnectionBroken("network time-out, while an injected delay lasted");
      case CANCELLED -> new SQLException("cancelled, while an injected delay lasted", "57014");
      case CLOSED ->
          new SQLNonTransientConnectionException(
              "the connection was closed, while an injected delay lasted", "08003");
    };
  }
}
