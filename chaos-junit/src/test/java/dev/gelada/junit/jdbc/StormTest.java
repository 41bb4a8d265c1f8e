package dev.gelada.junit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gelada.core.testing.Await;
import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many threads, a pool, and several faults at once. */
@ExtendWith(ChaosExtension.class)
@Timeout(120)
class StormTest {
  private static final int THREADS = 6;
  private static final int EACH = 25;

  @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("storm");

  @Test
  void code_that_tries_again_writes_each_row_once_and_no_connection_is_lost() throws Exception {
    JdbcDataSource real = new JdbcDataSource();
    real.setURL("jdbc:h2:mem:storm;DB_CLOSE_DELAY=-1");
    execute(real, "CREATE TABLE orders (id INT PRIMARY KEY)");
    HikariConfig config = new HikariConfig();
    config.setDataSource(DB.around(real));
    config.setMaximumPoolSize(4);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      try (ActiveFault breaks = DB.inject(Fault.of("sql-break").with("probability", 0.1));
          ActiveFault fails =
              DB.inject(
                  Fault.of("sql-error")
                      .with("state", "40001")
                      .with("methods", List.of("commit", "execute"))
                      .with("probability", 0.2));
          ActiveFault slow =
              DB.inject(
                  Fault.of("latency")
                      .with("delay", Duration.ofMillis(2))
                      .with("jitter", Duration.ofMillis(2)))) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          int first = i * EACH;
          all.add(threads.submit(() -> write(pool, first)));
        }
        for (Future<?> each : all) {
          each.get(60, TimeUnit.SECONDS);
        }
        for (ActiveFault each : List.of(breaks, fails, slow)) {
          assertThat(each.met().struck()).as(each.fault().toString()).isPositive();
        }
        assertThat(breaks.met().struck()).isLessThan(breaks.met().seen());
      }
      assertThat(count(real)).isEqualTo(THREADS * EACH);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      Await.until(
          "the pool has what is open",
          Duration.ofSeconds(15),
          () -> DB.open() == pool.getHikariPoolMXBean().getTotalConnections());
    } finally {
      threads.shutdownNow();
    }
    Await.until("closed", Duration.ofSeconds(15), () -> DB.open() == 0);
  }

  private static void write(DataSource pool, int first) {
    for (int id = first; id < first + EACH; id++) {
      while (!written(pool, id)) {
        Thread.onSpinWait(); // again
      }
    }
  }

  private static boolean written(DataSource pool, int id) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
        insert.setInt(1, id);
        insert.executeUpdate();
        connection.commit();
        return true;
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isNotEqualTo("23505"); // nothing was written before
      return false;
    }
  }

  private static void execute(DataSource real, String sql) throws SQLException {
    try (Connection connection = real.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(DataSource real) throws SQLException {
    try (Connection connection = real.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM orders")) {
      result.next();
      return result.getInt(1);
    }
  }
}
