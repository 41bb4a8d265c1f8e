package dev.gelada.core.call;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * {@code pool-exhausted}: a pool that has no connection left. Whoever asks waits, and is served
 * when the fault ends in time; else fails as with HikariCP: an {@link
 * SQLTransientConnectionException} without an SQLSTATE, since no attempt to connect has failed.
 */
@Kinds(CallPoint.KIND)
@Doc("lets nobody have a connection: who asks waits, then fails as with a pool that is used up")
public final class PoolExhausted implements CallAttack<PoolExhausted.Settings> {
  /** What the file says. */
  @Example("pool-exhausted: {target: db, timeout: 500ms, for: 10s}")
  public record Settings(
      @Doc("how long it waits for a connection; the pool's connection time-out") @Default("30s")
          Duration timeout,
      @Doc("share of the calls, 0 to 1") @Default("1") double probability,
      @Doc("numbers of calls, the first is 1; without any all") @Default("[]")
          List<Integer> calls) {
    public Settings {
      calls = List.copyOf(calls);
    }
  }

  @Override
  public String name() {
    return "pool-exhausted";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    String message =
        "injected by pool-exhausted: Connection is not available, request timed out after %dms"
            .formatted(settings.timeout().toMillis());
    return new CallFault.Starve(
        settings.timeout(), () -> new SQLTransientConnectionException(message));
  }

  @Override
  public Matching matching(Settings settings) {
    return new Matching(
        Set.of(SqlCalls.CONNECT), settings.probability(), Set.copyOf(settings.calls()));
  }

  @Override
  public List<Refusal> unfit(Settings settings, CallPoint point) {
    return SqlCalls.undeclared(Set.of(SqlCalls.CONNECT), point);
  }
}
