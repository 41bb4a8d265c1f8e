package dev.gelada.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import java.io.IOException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlErrorTest {
  private static final Map<String, Class<?>> EXPECTED =
      Map.ofEntries(
          Map.entry("08006", SQLNonTransientConnectionException.class),
          Map.entry("0A000", SQLFeatureNotSupportedException.class),
          Map.entry("22012", SQLDataException.class),
          Map.entry("23505", SQLIntegrityConstraintViolationException.class),
          Map.entry("28P01", SQLInvalidAuthorizationSpecException.class),
          Map.entry("40001", SQLTransactionRollbackException.class),
          Map.entry("40P01", SQLTransactionRollbackException.class),
          Map.entry("42P01", SQLSyntaxErrorException.class),
          Map.entry("57014", SQLTimeoutException.class),
          Map.entry("HYT00", SQLTimeoutException.class),
          Map.entry("57P01", SQLException.class),
          Map.entry("53300", SQLException.class),
          Map.entry("XX000", SQLException.class));

  private final SqlError type = new SqlError();

  private static SqlError.Settings error(String state, boolean passing, String... methods) {
    return new SqlError.Settings(state, 7, "", List.of(methods), false, passing, 1, List.of());
  }

  private SQLException thrown(SqlError.Settings settings) {
    return (SQLException) ((CallFault.Fail) type.fault(settings)).failure().create();
  }

  @Test
  void each_state_has_the_exception_that_jdbc_gives_it() {
    EXPECTED.forEach(
        (state, exception) -> {
          SQLException e = thrown(error(state, false));
          assertThat((Object) e.getClass()).as(state).isEqualTo(exception);
          assertThat(e.getSQLState()).isEqualTo(state);
          assertThat(e.getErrorCode()).isEqualTo(7);
          assertThat((Throwable) e).hasMessageContaining(state);
        });
  }

  @Test
  void a_connection_that_may_work_again_is_a_transient_matter() {
    assertThat((Object) thrown(error("08001", true)).getClass())
        .isEqualTo(SQLTransientConnectionException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.fault(error("40001", true)))
        .withMessageContaining("class 08");
  }

  @Test
  void each_call_gets_an_exception_of_its_own() {
    CallFault.Failure failure = ((CallFault.Fail) type.fault(error("40001", false))).failure();
    assertThat(failure.create()).isNotSameAs(failure.create());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4000", "400011", "40 01", "4000a", "", "00000", "01004", "02000"})
  void what_is_no_state_of_an_error_is_refused(String state) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.fault(error(state, false)))
        .withMessageContaining("state");
  }

  @ParameterizedTest
  @CsvSource({"find,1", "count,0", "save,0", "close,1"})
  void a_call_that_cannot_throw_it_is_refused(String method, int refusals) {
    Map<String, Operation> calls =
        Map.of(
            "find", failing(IOException.class),
            "count", failing(SQLException.class),
            "save", failing(IOException.class, Exception.class),
            "close", failing());
    CallPoint dao = new CallPoint("dao", calls, new SystemTime());
    List<Refusal> refused = type.unfit(error("40001", false, method), dao);
    assertThat(refused).hasSize(refusals);
    assertThat(new SqlBreak().unfit(new SqlBreak.Settings(List.of(), false, 1, List.of()), dao))
        .hasSize(1);
  }

  @Test
  void what_a_pool_asks_when_it_likes_shifts_no_number() {
    SqlBreak breaks = new SqlBreak();
    assertThat(breaks.matching(new SqlBreak.Settings(List.of(), false, 1, List.of())).operations())
        .contains("validate");
    assertThat(
            breaks.matching(new SqlBreak.Settings(List.of(), false, 0.5, List.of())).operations())
        .isEqualTo(SqlCalls.MADE);
    assertThat(breaks.matching(new SqlBreak.Settings(List.of(), false, 1, List.of(3))).operations())
        .isEqualTo(SqlCalls.MADE);
    assertThat(type.matching(error("40001", false)).operations()).isEqualTo(SqlCalls.MADE);
  }

  private static Operation failing(Class<?>... declared) {
    return new Operation(Object.class, List.of(declared));
  }
}
