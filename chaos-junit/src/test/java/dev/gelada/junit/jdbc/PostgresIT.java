package dev.gelada.junit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.junit.scope.ActiveFault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** The target before a real PostgreSQL, with and without HikariCP. */
class PostgresIT {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Nested
  class ByUrl extends JdbcContract {
    @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("postgres");

    ByUrl() {
      super(DB);
    }

    @Override
    String real() {
      return url();
    }

    @Test
    void a_network_timeout_breaks_the_connection() throws Exception {
      try (Connection connection = connect();
          ActiveFault slow = fault(latency("execute", LONG))) {
        connection.setNetworkTimeout(Runnable::run, 400);
        assertThat(time(() -> assertBroken(() -> insert(connection, 1))))
            .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        assertThat(connection.isValid(1)).isFalse();
        assertThat(slow.met().struck()).isEqualTo(1);
      }
      assertThat(orders()).isZero();
    }

    @Test
    void a_cancel_reaches_a_query_that_is_under_way() throws Exception {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        CompletableFuture<Void> cancels =
            CompletableFuture.runAsync(
                () -> quietly(statement::cancel),
                CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(20)"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        cancels.get();
      }
    }

    @Test
    void a_broken_connection_is_gone_from_the_server_and_its_locks_too() throws Exception {
      try (Connection connection = connect()) {
        connection.setAutoCommit(false);
        insert(connection, 1);
        try (ActiveFault fault = fault(broken("commit"))) {
          assertBroken(connection::commit);
          assertThat(fault.met().struck()).isEqualTo(1);
        }
        try (Connection other = connect();
            Statement statement = other.createStatement()) {
          statement.setQueryTimeout(10);
          statement.execute("DROP TABLE orders"); // waits for the lock of whoever holds one
          statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, name VARCHAR(20))");
        }
      }
    }

    @Test
    void what_is_postgres_own_is_unwrapped() throws Exception {
      try (Connection connection = connect()) {
        assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
        assertThat(connection.getMetaData().getURL()).startsWith("jdbc:postgresql:");
      }
    }

    @Test
    void a_cursor_that_a_function_returns_stays_inside() throws Exception {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE OR REPLACE FUNCTION two() RETURNS refcursor AS $$ DECLARE c refcursor;"
                + " BEGIN OPEN c FOR SELECT 1 UNION ALL SELECT 2; RETURN c; END $$ LANGUAGE plpgsql");
        connection.setAutoCommit(false);
        try (CallableStatement call = connection.prepareCall("{? = call two()}")) {
          call.registerOutParameter(1, Types.REF_CURSOR);
          call.execute();
          try (ResultSet result = (ResultSet) call.getObject(1)) {
            assertThat(result.next()).isTrue();
            assertThat(result.getStatement().getConnection()).isSameAs(connection);
          }
        }
        connection.rollback();
      }
    }
  }

  @Nested
  class Pooled extends PoolContract {
    @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("pooled-postgres");

    Pooled() {
      super(DB);
    }

    @Override
    DataSource real() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(url() + "&ApplicationName=pooled");
      return source;
    }

    @Override
    int sessions() throws Exception {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery(
                  "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pooled'")) {
        result.next();
        return result.getInt(1);
      }
    }

    @Override
    boolean aborts() {
      return true;
    }
  }
}
