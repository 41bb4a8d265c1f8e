package dev.gelada.junit.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HikariCP and H2, whose {@code abort} does nothing. */
class PoolTest extends PoolContract {
  @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("pooled");

  PoolTest() {
    super(DB);
  }

  @Override
  DataSource real() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:pool;DB_CLOSE_DELAY=-1");
    return source;
  }

  @Override
  int sessions() throws Exception {
    try (Connection connection = real().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT count(*) - 1 FROM INFORMATION_SCHEMA.SESSIONS")) {
      result.next();
      return result.getInt(1);
    }
  }

  @Override
  boolean aborts() {
    return false;
  }
}
