package dev.gelada.junit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.junit.ChaosExtension;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application context is cached, and its pool kept a connection of an earlier test class. */
@ExtendWith(ChaosExtension.class)
class KeptConnectionTest {
  private static final Connection KEPT = ofAnEarlierClass();

  @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("kept");

  private static Connection ofAnEarlierClass() {
    try {
      JdbcTarget earlier = JdbcTarget.named("kept");
      earlier.begin();
      Connection connection = DriverManager.getConnection(earlier.url("jdbc:h2:mem:kept"));
      earlier.finish();
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    KEPT.close();
  }

  @Test
  void the_fault_of_this_class_strikes_it() throws SQLException {
    assertThat(KEPT.isValid(1)).isTrue();
    try (ActiveFault fault =
        DB.inject(
            Fault.of("sql-error").with("state", "42P01").with("methods", List.of("prepare")))) {
      assertThatThrownBy(() -> KEPT.prepareStatement("SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
      assertThat(fault.met().struck()).isEqualTo(1);
    }
    KEPT.prepareStatement("SELECT 1").close();
  }

  @Test
  void a_fault_at_the_question_whether_it_is_valid_says_no_and_breaks_nothing()
      throws SQLException {
    try (ActiveFault fault =
        DB.inject(
            Fault.of("sql-error").with("state", "08006").with("methods", List.of("validate")))) {
      assertThat(KEPT.isValid(1)).isFalse();
      assertThat(fault.met().struck()).isEqualTo(1);
    }
    assertThat(KEPT.isValid(1)).isTrue();
  }
}
