package dev.gelada.core.call;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every attack on calls of a database keeps the contract. */
class SqlAttacksTest {
  @Nested
  class SqlErrorIsAnAttack extends CallContract<SqlError.Settings> {
    SqlErrorIsAnAttack() {
      super(
          new SqlError(),
          new SqlError.Settings("40001", 7, "", List.of(), false, false, 1, List.of()));
    }
  }

  @Nested
  class SqlBreakIsAnAttack extends CallContract<SqlBreak.Settings> {
    SqlBreakIsAnAttack() {
      super(new SqlBreak(), new SqlBreak.Settings(List.of(), true, 1, List.of()));
    }
  }

  @Nested
  class PoolExhaustedIsAnAttack extends CallContract<PoolExhausted.Settings> {
    PoolExhaustedIsAnAttack() {
      super(new PoolExhausted(), new PoolExhausted.Settings(Duration.ofMillis(1), 1, List.of()));
    }
  }
}
