package dev.gelada.core.call;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * {@code sql-error}: a database that refuses. Which exception goes with which state is said at
 * {@code SqlStates}; a driver may throw a type of its own instead (PostgreSQL's does), so code
 * under test does better to look at the state.
 */
@Kinds(CallPoint.KIND)
@Doc("makes calls of a database fail with an SQLSTATE")
public final class SqlError implements CallAttack<SqlError.Settings> {
  /** What the file says. */
  @Example("sql-error: {target: db, state: \"40001\", methods: [commit], for: 10s}")
  public record Settings(
      @Doc("the SQLSTATE, five characters in quotes") String state,
      @Doc("the database's own error number") @Default("0") int vendorCode,
      @Doc("the text; empty for one that names the state") @Default("") String message,
      @Doc("connect, prepare, execute, commit, rollback, validate; without any all but the last")
          @Default("[]")
          List<String> methods,
      @Doc("whether the call takes place first, and only its answer is lost") @Default("false")
          boolean afterwards,
      @Doc("of class 08, whether the exception says that another try may succeed") @Default("false")
          boolean passing,
      @Doc("share of the calls, 0 to 1") @Default("1") double probability,
      @Doc("numbers of calls, the first is 1; without any all") @Default("[]")
          List<Integer> calls) {
    public Settings {
      methods = List.copyOf(methods);
      calls = List.copyOf(calls);
    }
  }

  @Override
  public String name() {
    return "sql-error";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    String state = SqlStates.checked(settings.state());
    if (settings.passing() && !state.startsWith("08")) {
      throw new IllegalArgumentException("passing goes with states of class 08, not with " + state);
    }
    String message =
        settings.message().isEmpty()
            ? "injected by sql-error, SQLSTATE " + state
            : settings.message();
    return new CallFault.Fail(
        SQLException.class,
        () -> SqlStates.exception(state, settings.vendorCode(), message, settings.passing()),
        settings.afterwards());
  }

  @Override
  public Matching matching(Settings settings) {
    return new Matching(
        settings.methods().isEmpty() ? SqlCalls.MADE : Set.copyOf(settings.methods()),
        settings.probability(),
        Set.copyOf(settings.calls()));
  }

  @Override
  public List<Refusal> unfit(Settings settings, CallPoint point) {
    return SqlCalls.undeclared(matching(settings).operations(), point);
  }
}
