package dev.gelada.junit.jdbc;

import dev.gelada.core.call.CallCount;
import dev.gelada.core.call.CallPoint;
import dev.gelada.core.call.Operation;
import dev.gelada.core.call.SqlCalls;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Target;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Registered;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Connections to a database: give the code under test {@link #around} its {@code DataSource}, or
 * {@link #url} in place of its JDBC URL. While no fault stands everything passes as it is.
 *
 * <p>Faults strike the operations {@code connect}, {@code prepare}, {@code execute}, {@code
 * commit}, {@code rollback} and {@code validate}; to close something is never struck. An injected
 * delay ends as the real one would: at the statement's query time-out and by its {@code cancel}
 * (SQLSTATE 57014), at the connection's network time-out (which breaks it), at the login time-out,
 * by an interrupt (the call goes on, the flag stays), and when the connection is closed.
 *
 * <p>What is not struck: single rows that are fetched, the commit that {@code setAutoCommit(true)}
 * implies, and all that is called on an object got by {@code unwrap}. Time-outs of the driver's own
 * sockets do not see an injected delay either; for them put a target before the port.
 *
 * <p>A state of class 40 that strikes a transaction rolls it back, as the state says. A broken
 * connection is aborted where the driver can do that, else rolled back and closed; a pool that it
 * came from gets it back when it is closed, not before.
 */
public final class JdbcTarget extends Registered {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  private final CallPoint point;
  private final Count count = new Count();

  private JdbcTarget(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot be in a URL; a name has letters, digits and . _ -".formatted(name));
    }
    Map<String, Operation> operations =
        SqlCalls.ALL.stream()
            .collect(
                Collectors.toMap(
                    call -> call,
                    call -> new Operation(Object.class, List.of(SQLException.class))));
    this.point = new CallPoint(name, operations, new SystemTime());
  }

  /**
   * A target by that name, which also {@code jdbc:gelada:NAME:…} means from now on.
   *
   * @param name letters, digits and {@code . _ -}
   */
  public static JdbcTarget named(String name) {
    JdbcTarget target = new JdbcTarget(name);
    Names.JVM.declare(target);
    return target;
  }

  /**
   * Stands before a data source, be it a pool or what a pool takes its connections from. Faults at
   * {@code connect} are seen by whoever asks the returned one: behind a pool that is the pool.
   */
  public DataSource around(DataSource real) {
    return Source.around(real, () -> this);
  }

  /**
   * Stands before whatever is at that URL.
   *
   * @param real as {@code jdbc:postgresql://localhost/shop}
   * @return the URL for the code under test, as {@code jdbc:gelada:db:postgresql://localhost/shop}
   */
  public String url(String real) {
    return GeladaDriver.url(name(), real);
  }

  /** How many connections were opened here and are not closed. */
  public int open() {
    return count.open();
  }

  @Override
  public String name() {
    return point.name();
  }

  @Override
  public String kind() {
    return CallPoint.KIND;
  }

  @Override
  public Optional<Target> look() {
    return point.look();
  }

  @Override
  public Optional<CallPoint> calls() {
    return Optional.of(point);
  }

  @Override
  public Met met(String strike) {
    CallCount met = point.count(strike).orElse(new CallCount(0, 0, ""));
    return new Met(met.calls(), met.struck(), met.decisions());
  }

  @Override
  public List<String> report() {
    return List.of(count.toString());
  }

  @Override
  protected void begin() {
    Names.JVM.begin(this);
  }

  @Override
  protected void finish() {
    Names.JVM.finish(this);
  }

  CallPoint point() {
    return point;
  }

  Count count() {
    return count;
  }
}
