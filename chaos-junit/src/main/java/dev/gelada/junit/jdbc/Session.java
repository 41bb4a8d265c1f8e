package dev.gelada.junit.jdbc;

import dev.gelada.core.call.CallPoint;
import dev.gelada.core.call.ConnectionBroken;
import dev.gelada.core.call.SqlCalls;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A connection between its opening and its end, whole or broken. Thread-safe as its driver is. */
final class Session {
  private final Line line;
  private final Connection real;
  private final Connection proxy;
  private final Count count;
  private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Opens the real one. */
  interface Opening {
    /** A new one, or one from a pool. */
    Connection open() throws Throwable;
  }

  private Session(Line line, Connection real, Count count) {
    this.line = line;
    this.real = real;
    this.count = count;
    this.proxy = Inside.proxy(this, Connection.class, real, null);
  }

  /**
   * Opens a connection through the faults of its target.
   *
   * @param login seconds of the login time-out, 0 for none; asked for only if a fault stands
   */
  static Connection open(Line line, IntSupplier login, Opening opening) throws SQLException {
    JdbcTarget target = line.target();
    try {
      Connection opened;
      if (target == null || target.point().idle()) {
        opened = opening.open();
      } else {
        opened = struck(target.point(), login.getAsInt(), opening);
      }
      Count count = target == null ? new Count() : target.count();
      count.opened();
      return new Session(line, opened, count).proxy;
    } catch (ConnectionBroken e) {
      // what never stood did not break
      throw new SQLNonTransientConnectionException(
          "injected by sql-break: no connection can be made", "08001", e);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException(e);
    }
  }

  private static Connection struck(CallPoint point, int login, Opening opening) throws Throwable {
    Hold hold =
        Hold.of(
            Hold.End.LOGIN_TIMEOUT, Duration.ofSeconds(login), Hold.End.CANCELLED, Duration.ZERO);
    Object opened = new Passage(opening::open).through(point, SqlCalls.CONNECT, hold.patience());
    return (Connection) Objects.requireNonNull(opened, "a connection is never nothing");
  }

  Connection proxy() {
    return proxy;
  }

  boolean broken() {
    return broken.get();
  }

  /** Nothing goes through a broken connection. */
  void whole() throws ConnectionBroken {
    if (broken.get()) {
      throw new ConnectionBroken("this connection broke before, injected by sql-break");
    }
  }

  /** A call that faults may strike. */
  @Nullable Object call(String operation, Held held, CallPoint.Real call) throws Throwable {
    whole();
    JdbcTarget target = line.target();
    if (target == null || target.point().idle()) {
      return call.call();
    }
    Hold hold = held.begin(networkTimeout());
    Passage passage = new Passage(call);
    holds.add(hold);
    try {
      return passage.through(target.point(), operation, hold.patience());
    } catch (ConnectionBroken e) {
      if (passage.injected(e)) {
        breakOff();
      }
      throw e;
    } catch (SQLException e) {
      boolean committed = operation.equals(SqlCalls.COMMIT) && passage.made();
      if (passage.injected(e) && !committed) {
        rolledBack(e);
      }
      throw e;
    } finally {
      holds.remove(hold);
      held.end();
    }
  }

  /** What a call knows of its own time-outs. */
  interface Held {
    /** A call begins. */
    Hold begin(Duration networkTimeout);

    /** It is over. */
    default void end() {
      // nothing to forget
    }
  }

  private Duration networkTimeout() {
    try {
      return Duration.ofMillis(real.getNetworkTimeout());
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      return Duration.ZERO; // a driver without such a thing
    }
  }

  /** States of class 40 say that the transaction was rolled back; let it be true. */
  private void rolledBack(SQLException e) {
    if (e.getSQLState() != null && e.getSQLState().startsWith("40")) {
      rollBack();
    }
  }

  private void rollBack() {
    try {
      if (!real.getAutoCommit()) {
        real.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      // then there is no transaction
    }
  }

  /**
   * Ends the real connection as a cable does that is cut: at once, and without a commit. A pool in
   * between sees its connection fail, and gets it back when it is closed and not before.
   */
  private void breakOff() {
    if (!broken.compareAndSet(false, true)) {
      return;
    }
    count.broken();
    cut();
    try {
      real.abort(Runnable::run);
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      // not every driver can
    }
    try {
      if (!real.isClosed()) {
        rollBack();
        if (real.unwrap(Connection.class) == real) {
          real.close();
        }
      }
    } catch (SQLException | RuntimeException e) {
      // closed in some way
    }
  }

  /** Whatever is held in another thread goes on and fails. */
  private void cut() {
    holds.forEach(hold -> hold.cut(Hold.End.CLOSED));
  }

  /** Closes or aborts it; one that is broken is closed already, whatever its driver says to it. */
  @Nullable Object close(CallPoint.Real close) throws Throwable {
    cut();
    if (closed.compareAndSet(false, true)) {
      count.closed();
    }
    try {
      return close.call();
    } catch (SQLException e) {
      if (broken.get()) {
        return null;
      }
      throw e;
    }
  }

  /** Whether it is valid; never a failure. */
  boolean valid(int seconds, CallPoint.Real ask) throws Throwable {
    if (broken.get()) {
      return false;
    }
    if (seconds < 0) {
      return Boolean.TRUE.equals(ask.call()); // which refuses
    }
    try {
      Held held =
          network ->
              Hold.of(
                  Hold.End.QUERY_TIMEOUT,
                  Duration.ofSeconds(seconds),
                  Hold.End.NETWORK_TIMEOUT,
                  network);
      return Boolean.TRUE.equals(call(SqlCalls.VALIDATE, held, ask));
    } catch (SQLException e) {
      return false;
    }
  }
}
