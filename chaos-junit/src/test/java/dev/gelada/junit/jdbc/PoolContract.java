package dev.gelada.junit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gelada.core.testing.Await;
import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of HikariCP's pool, with the target on either side of it. */
@ExtendWith(ChaosExtension.class)
@Timeout(60)
abstract class PoolContract {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final JdbcTarget target;

  PoolContract(JdbcTarget target) {
    this.target = target;
  }

  /** The database itself. */
  abstract DataSource real() throws Exception;

  /** How many sessions the database has, without the one that asks. */
  abstract int sessions() throws Exception;

  /** Whether the driver can abort, so that a pool notices. */
  abstract boolean aborts();

  static HikariConfig config(int size) {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(2000);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private HikariDataSource behind(int size) throws Exception {
    HikariConfig config = config(size);
    config.setDataSource(target.around(real()));
    return new HikariDataSource(config);
  }

  private static HikariDataSource before(DataSource real, int size) {
    HikariConfig config = config(size);
    config.setDataSource(real);
    return new HikariDataSource(config);
  }

  static int one(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 1")) {
      result.next();
      return result.getInt(1);
    }
  }

  static Fault broken(String method) {
    return Fault.of("sql-break").with("methods", List.of(method));
  }

  @AfterEach
  void nothing_is_left_open() throws Exception {
    Await.until("closed", PATIENCE, () -> target.open() == 0);
    Await.until("no session", PATIENCE, () -> sessions() == 0);
  }

  @Test
  void broken_connections_leave_the_pool() throws Exception {
    try (HikariDataSource pool = behind(3)) {
      List<Connection> first = take(pool, 3);
      try (ActiveFault fault = target.inject(broken("execute").with("calls", List.of(1, 3)))) {
        JdbcContract.assertBroken(() -> one(first.get(0)));
        assertThat(one(first.get(1))).isEqualTo(1);
        JdbcContract.assertBroken(() -> one(first.get(2)));
        assertThat(fault.met().decisions()).isEqualTo("101");
      }
      for (Connection each : first) {
        each.close();
      }
      List<Connection> again = take(pool, 3);
      for (Connection each : again) {
        assertThat(one(each)).isEqualTo(1);
        each.close();
      }
      Await.until("three are open", PATIENCE, () -> target.open() == 3);
      Await.until("three sessions", PATIENCE, () -> sessions() == 3);
    }
  }

  private static List<Connection> take(DataSource pool, int many) throws SQLException {
    List<Connection> taken = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      taken.add(pool.getConnection());
    }
    return taken;
  }

  @Test
  void a_connection_whose_opening_is_lost_is_closed() throws Exception {
    DataSource source = target.around(real());
    Fault lost = Fault.of("sql-error").with("state", "08001").with("afterwards", true);
    try (ActiveFault fault = target.inject(lost.with("methods", List.of("connect")))) {
      assertThatThrownBy(source::getConnection).hasMessageContaining("08001");
      assertThat(fault.met().struck()).isEqualTo(1);
    }
    assertThat(target.open()).isZero(); // and the database has no session in the end
  }

  @Test
  void while_the_database_is_away_the_pool_times_out_and_says_why() throws Exception {
    try (HikariDataSource pool = behind(1)) {
      try (ActiveFault fault = target.inject(Fault.of("sql-break"))) {
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 3; i++) { // the first may still be given out
                    try (Connection connection = pool.getConnection()) {
                      JdbcContract.assertBroken(() -> one(connection));
                    }
                  }
                })
            .isInstanceOfSatisfying(
                SQLTransientConnectionException.class,
                e -> assertThat(e.getSQLState()).isEqualTo("08001"));
        assertThat(fault.met().struck()).isPositive();
      }
      Await.until("it is back", PATIENCE, () -> works(pool));
    }
  }

  private static boolean works(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      return one(connection) == 1;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void an_exhausted_pool_fails_as_a_truly_exhausted_one() throws Exception {
    try (HikariDataSource pool = before(real(), 1)) {
      DataSource source = target.around(pool);
      SQLTransientConnectionException truly;
      try (Connection only = source.getConnection()) {
        assertThat(one(only)).isEqualTo(1);
        truly = catchThrowableOfType(SQLTransientConnectionException.class, source::getConnection);
      }
      try (ActiveFault fault =
          target.inject(Fault.of("pool-exhausted").with("timeout", Duration.ofMillis(500)))) {
        SQLTransientConnectionException injected =
            catchThrowableOfType(SQLTransientConnectionException.class, source::getConnection);
        assertThat(injected.getSQLState()).isEqualTo(truly.getSQLState());
        assertThat(injected.getErrorCode()).isEqualTo(truly.getErrorCode());
        assertThat((Throwable) injected)
            .hasMessageContaining("is not available, request timed out after");
        assertThat((Throwable) truly)
            .hasMessageContaining("is not available, request timed out after");
        assertThat(fault.met().struck()).isEqualTo(1);
      }
      assertThat(works(source)).isTrue();
    }
  }

  @Test
  void a_pool_gets_a_broken_connection_back_when_it_is_closed_and_not_before() throws Exception {
    try (HikariDataSource pool = before(real(), 1)) {
      DataSource source = target.around(pool);
      try (Connection connection = source.getConnection()) {
        assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
        connection.setAutoCommit(false);
        try (ActiveFault fault = target.inject(broken("execute"))) {
          JdbcContract.assertBroken(() -> one(connection));
          assertThat(fault.met().struck()).isEqualTo(1);
        }
        if (!aborts()) {
          assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
        }
      }
      assertThat(works(source)).isTrue(); // at once: the pool has seen that the old one is dead
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @Test
  void a_pool_by_url_passes_the_target() throws Exception {
    try (Connection connection = real().getConnection()) {
      HikariConfig config = config(1);
      config.setJdbcUrl(target.url(connection.getMetaData().getURL()));
      config.setUsername(connection.getMetaData().getUserName());
      config.setPassword("");
      try (HikariDataSource pool = new HikariDataSource(config);
          ActiveFault fault =
              target.inject(
                  Fault.of("sql-error")
                      .with("state", "40P01")
                      .with("calls", List.of(1))
                      .with("methods", List.of("execute")))) {
        try (Connection pooled = pool.getConnection()) {
          assertThatThrownBy(() -> one(pooled))
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40P01"));
          assertThat(one(pooled)).isEqualTo(1);
        }
        assertThat(fault.met().decisions()).isEqualTo("10");
        assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
      }
    }
  }
}
