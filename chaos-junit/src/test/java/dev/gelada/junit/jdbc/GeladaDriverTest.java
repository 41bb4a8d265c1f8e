package dev.gelada.junit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class GeladaDriverTest {
  private static final String H2 = "h2:mem:driver;DB_CLOSE_DELAY=-1";

  private final GeladaDriver driver = new GeladaDriver();

  @Test
  void the_service_loader_and_the_driver_manager_find_it() throws SQLException {
    assertThat(ServiceLoader.load(Driver.class)).anyMatch(GeladaDriver.class::isInstance);
    assertThat(DriverManager.getDriver("jdbc:gelada:any:" + H2)).isInstanceOf(GeladaDriver.class);
  }

  @Test
  void takes_its_own_urls_and_no_others() throws SQLException {
    assertThat(driver.acceptsURL("jdbc:gelada:db:" + H2)).isTrue();
    for (String other : new String[] {"jdbc:" + H2, "jdbc:gelada", "jdbc:geladas:db:" + H2, ""}) {
      assertThat(driver.acceptsURL(other)).as(other).isFalse();
      assertThat(driver.connect(other, new Properties())).as(other).isNull();
    }
  }

  @Test
  void says_which_names_there_are() {
    JdbcTarget.named("shop").finish();
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:gelada:shpo:" + H2))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no JDBC target 'shpo'")
        .hasMessageContaining("shop")
        .hasMessageContaining("JdbcTarget.named(\"shpo\")");
  }

  @Test
  void says_the_form_and_keeps_passwords() {
    for (String url :
        new String[] {"jdbc:gelada:", "jdbc:gelada:db", "jdbc:gelada::x?password=s3"}) {
      assertThatThrownBy(() -> driver.connect(url, null))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("jdbc:gelada:NAME:REST")
          .hasMessageNotContaining("s3");
    }
    JdbcTarget target = JdbcTarget.named("form");
    assertThatThrownBy(() -> driver.connect(target.url("jdbc:nobody://x?password=s3"), null))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no driver takes jdbc:nobody:")
        .hasMessageNotContaining("s3");
    assertThatThrownBy(() -> target.url("postgresql://x"))
        .hasMessageContaining("begins with jdbc:");
    assertThatThrownBy(() -> JdbcTarget.named("a:b")).hasMessageContaining("a:b");
    target.finish();
  }

  @Test
  void properties_go_to_the_real_driver_as_they_are() throws SQLException {
    JdbcTarget target = JdbcTarget.named("properties");
    try (Recorded recorded = new Recorded()) {
      Properties defaults = new Properties();
      defaults.setProperty("user", "me");
      Properties info = new Properties(defaults);
      info.setProperty("password", "s3");
      info.put("factory", 7);
      assertThat(driver.connect(target.url("jdbc:recorded:x"), info)).isNotNull();
      assertThat(recorded.url).isEqualTo("jdbc:recorded:x");
      assertThat(recorded.info)
          .containsEntry("user", "me")
          .containsEntry("password", "s3")
          .containsEntry("factory", 7)
          .hasSize(3);
    }
    assertThat(
            Arrays.stream(
                    driver.getPropertyInfo(target.url("jdbc:sqlite::memory:"), new Properties()))
                .map(each -> each.name))
        .contains("busy_timeout");
    target.finish();
  }

  @Test
  void has_no_opinion_on_what_the_real_driver_is() {
    assertThat(driver.jdbcCompliant()).isFalse();
    assertThatThrownBy(driver::getParentLogger).isInstanceOf(SQLFeatureNotSupportedException.class);
  }

  @Test
  void a_name_is_of_the_target_that_has_it_now() throws Exception {
    JdbcTarget first = JdbcTarget.named("moves");
    first.begin();
    try (Connection connection = DriverManager.getConnection(first.url("jdbc:" + H2))) {
      assertThat(Names.JVM.find("moves").target()).isSameAs(first);
      first.finish();
      assertThat(Names.JVM.find("moves").target()).isNull();
      assertThat(connection.isValid(1)).isTrue();

      JdbcTarget second = JdbcTarget.named("moves");
      second.begin();
      assertThat(Names.JVM.find("moves").target()).isSameAs(second);
      JdbcTarget third = JdbcTarget.named("moves");
      assertThat(Names.JVM.find("moves").target()).isSameAs(second);
      third.begin();
      assertThatThrownBy(() -> DriverManager.getConnection(first.url("jdbc:" + H2)))
          .hasMessageContaining("2 test classes");
      second.finish();
      assertThat(Names.JVM.find("moves").target()).isSameAs(third);
      third.finish();
    }
  }
}
