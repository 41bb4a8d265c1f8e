package dev.gelada.junit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.junit.Unused;
import dev.gelada.junit.WithDown;
import dev.gelada.junit.WithLatency;
import dev.gelada.junit.target.TcpTarget;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop reads its prices from PostgreSQL, and from its cache when that is slow or away. */
class SlowDatabaseIT {
  @RegisterExtension static final TcpTarget POSTGRES = TcpTarget.named("postgres").later();

  private static EmbeddedPostgres server;
  private final Prices prices =
      new Prices(
          "jdbc:postgresql://%s/postgres?user=postgres&socketTimeout=1&connectTimeout=1"
              .formatted(POSTGRES.address()));

  /** What is tested. */
  static final class Prices {
    private final Map<Integer, Integer> cache = new ConcurrentHashMap<>();
    private final String url;

    Prices(String url) {
      this.url = url;
    }

    record Price(int cents, String source) {}

    Price of(int item) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select cents from price where item = " + item)) {
        row.next();
        cache.put(item, row.getInt(1));
        return new Price(row.getInt(1), "database");
      } catch (SQLException e) {
        return new Price(cache.getOrDefault(item, -1), "cache");
      }
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.builder().start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table price (item int primary key, cents int)");
      statement.execute("insert into price values (7, 1999)");
    }
    POSTGRES.upstream("127.0.0.1", server.getPort());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void warm_the_cache() {
    assertThat(prices.of(7)).isEqualTo(new Prices.Price(1999, "database"));
  }

  @Test
  @WithLatency(target = "postgres", delay = "3s")
  void a_slow_database_is_not_waited_for() {
    assertThat(prices.of(7)).isEqualTo(new Prices.Price(1999, "cache"));
  }

  @Test
  @WithDown(target = "postgres", unused = Unused.ALLOWED)
  void nor_one_that_is_away() {
    assertThat(prices.of(7)).isEqualTo(new Prices.Price(1999, "cache"));
  }

  @Test
  void it_is_asked_again_when_it_is_back() {
    assertThat(prices.of(7).source()).isEqualTo("database");
  }
}
