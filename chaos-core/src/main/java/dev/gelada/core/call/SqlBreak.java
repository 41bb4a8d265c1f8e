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
 * {@code sql-break}: connections that break. A connection that was struck once stays broken when
 * the fault is over; a new one works again.
 */
@Kinds(CallPoint.KIND)
@Doc("breaks connections to a database: SQLSTATE 08006, and for good")
public final class SqlBreak implements CallAttack<SqlBreak.Settings> {
  /** What the file says. */
  @Example("sql-break: {target: db, methods: [execute], for: 10s}")
  public record Settings(
      @Doc(
              "connect, prepare, execute, commit, rollback, validate; without any all, but for"
                  + " validate only if every call is struck, since pools validate when they like")
          @Default("[]")
          List<String> methods,
      @Doc("whether the call takes place first, and only its answer is lost") @Default("false")
          boolean afterwards,
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
    return "sql-break";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    return new CallFault.Fail(
        SQLException.class,
        () -> new ConnectionBroken("injected by sql-break: the connection is broken"),
        settings.afterwards());
  }

  @Override
  public Matching matching(Settings settings) {
    boolean every = settings.probability() >= 1 && settings.calls().isEmpty();
    Set<String> all = every ? SqlCalls.ALL : SqlCalls.MADE;
    return new Matching(
        settings.methods().isEmpty() ? all : Set.copyOf(settings.methods()),
        settings.probability(),
        Set.copyOf(settings.calls()));
  }

  /** Only what stands before every connection can break one for good. */
  @Override
  public List<Refusal> unfit(Settings settings, CallPoint point) {
    return point.operations().keySet().containsAll(SqlCalls.ALL)
        ? SqlCalls.undeclared(matching(settings).operations(), point)
        : List.of(
            new Refusal(
                "database",
                point.name() + " is no target for connections to a database.",
                "Wrap the DataSource, or put gelada into the JDBC URL."));
  }
}
