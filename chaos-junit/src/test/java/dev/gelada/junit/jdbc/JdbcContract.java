package dev.gelada.junit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a target before a database does, whichever database it is. */
@ExtendWith(ChaosExtension.class)
@Timeout(60)
abstract class JdbcContract {
  static final Duration LONG = Duration.ofSeconds(20);

  private final JdbcTarget target;

  JdbcContract(JdbcTarget target) {
    this.target = target;
  }

  /** The URL of a database of its own for each class, without the target. */
  abstract String real() throws Exception;

  @BeforeEach
  void table() throws Exception {
    try (Connection connection = DriverManager.getConnection(real());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS orders");
      statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, name VARCHAR(20))");
    }
  }

  @AfterEach
  void nothing_is_left_open() {
    assertThat(target.open()).isZero();
  }

  Connection connect() throws Exception {
    return DriverManager.getConnection(target.url(real()));
  }

  ActiveFault fault(Fault fault) {
    return target.inject(fault);
  }

  static Fault latency(String method, Duration delay) {
    return Fault.of("latency").with("delay", delay).with("methods", List.of(method));
  }

  static Fault error(String state, String method) {
    return Fault.of("sql-error").with("state", state).with("methods", List.of(method));
  }

  static Fault broken(String... methods) {
    return Fault.of("sql-break").with("methods", List.of(methods));
  }

  /** Counted beside the target. */
  int orders() throws SQLException {
    try (Connection connection = DriverManager.getConnection(real());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM orders")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static void insert(Connection connection, int id) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
      insert.setInt(1, id);
      insert.setString(2, "tea");
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  static Duration time(ThrowingCall call) throws Exception {
    long begun = System.nanoTime();
    call.call();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  interface ThrowingCall {
    void call() throws Exception;
  }

  @Test
  void without_a_fault_everything_passes_and_stays_inside() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      insert(connection, 1);
      try (ResultSet result = statement.executeQuery("SELECT id FROM orders")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getStatement()).isSameAs(statement);
        assertThat(result.getStatement().getConnection()).isSameAs(connection);
        assertThat(statement.getConnection()).isEqualTo(connection).hasSameHashCodeAs(connection);
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      }
      assertThat(connection.isWrapperFor(Connection.class)).isTrue();
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(connection.isWrapperFor(driver())).isTrue();
      assertThat(connection.unwrap(driver())).isInstanceOf(driver()).isNotSameAs(connection);
      assertThat(connection.isValid(5)).isTrue();
      assertThat(connection.toString()).startsWith("gelada ");
      assertThat(target.open()).isEqualTo(1);
    }
  }

  @Test
  void latency_of_one_method_is_not_another_ones() throws Exception {
    try (Connection connection = connect();
        ActiveFault slow = fault(latency("commit", Duration.ofMillis(400)))) {
      connection.setAutoCommit(false);
      assertThat(time(() -> insert(connection, 1))).isLessThan(Duration.ofMillis(300));
      assertThat(time(connection::commit)).isBetween(Duration.ofMillis(400), LONG);
      assertThat(slow.met().struck()).isEqualTo(1);
    }
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void a_delay_ends_with_the_fault() throws Exception {
    try (Connection connection = connect()) {
      ActiveFault slow = fault(latency("execute", LONG));
      CompletableFuture<Void> ends =
          CompletableFuture.runAsync(
              slow::close, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

      assertThat(time(() -> insert(connection, 1))).isLessThan(Duration.ofSeconds(5));
      ends.get();
    }
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void a_query_timeout_ends_a_delay() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ActiveFault slow = fault(latency("execute", LONG))) {
      statement.setQueryTimeout(1);
      SQLException[] thrown = new SQLException[1];
      assertThat(
              time(
                  () ->
                      thrown[0] =
                          catchThrowableOfType(
                              SQLTimeoutException.class,
                              () -> statement.executeUpdate("DELETE FROM orders"))))
          .isBetween(Duration.ofMillis(950), Duration.ofSeconds(5));
      assertThat(thrown[0].getSQLState()).isEqualTo("57014");
      assertThat(slow.met().struck()).isEqualTo(1);
    }
  }

  @Test
  void a_cancel_ends_a_delay_of_its_statement() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ActiveFault slow = fault(latency("execute", LONG))) {
      CompletableFuture<Void> cancels =
          CompletableFuture.runAsync(
              () -> quietly(statement::cancel),
              CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM orders"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      cancels.get();
      assertThat(slow.met().struck()).isEqualTo(1);
    }
  }

  @Test
  void an_interrupt_ends_a_delay_and_is_kept() throws Exception {
    try (Connection connection = connect();
        ActiveFault slow = fault(latency("execute", LONG))) {
      Thread self = Thread.currentThread();
      CompletableFuture<Void> interrupts =
          CompletableFuture.runAsync(
              self::interrupt, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

      assertThat(time(() -> interruptible(() -> insert(connection, 1))))
          .isLessThan(Duration.ofSeconds(5));
      assertThat(Thread.interrupted()).isTrue();
      interrupts.get();
      assertThat(slow.met().struck()).isEqualTo(1);
    }
  }

  /** Some databases do not take an interrupted thread; that is their own matter. */
  void interruptible(ThrowingCall call) throws Exception {
    call.call();
  }

  @Test
  void closing_the_connection_ends_a_delay() throws Exception {
    try (Connection connection = connect();
        ActiveFault slow = fault(latency("execute", LONG))) {
      CompletableFuture<Void> closes =
          CompletableFuture.runAsync(
              () -> quietly(connection::close),
              CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

      assertThat(
              time(
                  () ->
                      assertThatThrownBy(() -> insert(connection, 1))
                          .isInstanceOf(SQLException.class)))
          .isLessThan(Duration.ofSeconds(5));
      closes.get();
      assertThat(slow.met().struck()).isEqualTo(1);
    }
  }

  @Test
  void a_commit_whose_answer_is_lost_took_place() throws Exception {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      insert(connection, 1);
      try (ActiveFault lost = fault(error("08007", "commit").with("afterwards", true))) {
        assertThatThrownBy(connection::commit)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        assertThat(lost.met().struck()).isEqualTo(1);
      }
      connection.rollback();
    }
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void a_serialization_failure_has_rolled_back() throws Exception {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      insert(connection, 1);
      try (ActiveFault fault = fault(error("40001", "commit").with("calls", List.of(1)))) {
        assertThatThrownBy(connection::commit).isInstanceOf(SQLTransactionRollbackException.class);
        connection.commit(); // code that does not begin anew has lost its work, as in truth
        assertThat(fault.met().decisions()).isEqualTo("10");
      }
    }
    assertThat(orders()).isZero();
  }

  @Test
  void a_broken_connection_stays_broken_and_a_new_one_is_none() throws Exception {
    try (Connection connection = connect();
        Statement before = connection.createStatement();
        Statement reads = connection.createStatement();
        ResultSet rows = reads.executeQuery("SELECT 1")) {
      connection.setAutoCommit(false);
      insert(connection, 1);
      try (ActiveFault fault = fault(broken("execute"))) {
        assertBroken(() -> before.executeQuery("SELECT 1"));
        assertThat(fault.met().struck()).isEqualTo(1);
      }
      assertBroken(() -> before.executeQuery("SELECT 1"));
      assertBroken(rows::next);
      assertBroken(rows::getStatement);
      assertBroken(() -> reads.executeQuery("SELECT 1"));
      assertBroken(connection::commit);
      assertBroken(connection::rollback);
      assertBroken(connection::createStatement);
      assertBroken(() -> connection.setClientInfo("ApplicationName", "x"));
      assertThat(connection.isValid(1)).isFalse();
      assertThat(connection.isClosed()).isTrue();
      assertThat(reads.isClosed()).isTrue();
      reads.cancel();
      assertThat(connection.unwrap(driver()).isClosed()).isTrue();
    }
    assertThat(orders()).isZero();
    try (Connection again = connect()) {
      insert(again, 1);
    }
    assertThat(orders()).isEqualTo(1);
  }

  private Class<? extends Connection> driver() throws Exception {
    try (Connection plain = DriverManager.getConnection(real())) {
      return plain.getClass();
    }
  }

  @Test
  void a_connection_that_breaks_after_the_commit_has_committed() throws Exception {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      insert(connection, 1);
      try (ActiveFault fault = fault(broken("commit").with("afterwards", true))) {
        assertBroken(connection::commit);
        assertThat(fault.met().struck()).isEqualTo(1);
      }
    }
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void while_a_database_is_away_nobody_connects() throws Exception {
    try (Connection connection = connect()) {
      try (ActiveFault fault = fault(Fault.of("sql-break"))) {
        assertThatThrownBy(this::connect)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
        assertThat(connection.isValid(1)).isFalse();
        assertThat(fault.met().struck()).isEqualTo(2);
      }
    }
    connect().close();
  }

  @Test
  void who_asks_an_exhausted_pool_waits_and_fails() throws Exception {
    try (ActiveFault fault =
        fault(Fault.of("pool-exhausted").with("timeout", Duration.ofMillis(500)))) {
      assertThat(
              time(
                  () ->
                      assertThatThrownBy(this::connect)
                          .isInstanceOfSatisfying(
                              SQLTransientConnectionException.class,
                              e -> assertThat(e.getSQLState()).isNull())))
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
      assertThat(fault.met().struck()).isEqualTo(1);
    }
  }

  @Test
  void who_asks_an_exhausted_pool_is_served_when_there_is_room() throws Exception {
    ActiveFault fault = fault(Fault.of("pool-exhausted").with("timeout", LONG));
    CompletableFuture<Void> ends =
        CompletableFuture.runAsync(
            fault::close, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

    assertThat(time(() -> connect().close())).isLessThan(Duration.ofSeconds(5));
    ends.get();
  }

  static void assertBroken(ThrowingCall call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
  }

  static void quietly(ThrowingCall call) {
    try {
      call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
