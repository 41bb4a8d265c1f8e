package dev.gelada.core.call;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.ReversibleAttackContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What every attack on calls keeps. */
abstract class CallContract<S extends Record> extends ReversibleAttackContract {
  private final CallAttack<S> type;
  private final S settings;
  private final OwnTargets own = new OwnTargets();
  private final Map<String, CallPoint> points = new HashMap<>();

  CallContract(CallAttack<S> type, S settings) {
    this.type = type;
    this.settings = settings;
  }

  @Override
  protected AttackType<?> type() {
    return type;
  }

  @Override
  protected Attack attack() {
    return new SoonSettled(type.create(settings, connections()));
  }

  @Override
  protected Connections connections() {
    return new Connections() {
      @Override
      public <T> T get(Class<T> of) {
        return of.cast(own);
      }

      @Override
      public void close() {
        // nothing was opened
      }
    };
  }

  @Override
  protected Target victim() {
    String name = "db" + points.size();
    CallPoint point = new CallPoint(name, calls(), new SystemTime());
    points.put(name, point);
    own.add(point);
    return point.look().orElseThrow();
  }

  private static Map<String, Operation> calls() {
    return SqlCalls.ALL.stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> new Operation(Object.class, List.of(SQLException.class))));
  }

  @Override
  protected boolean harmed(Target victim) {
    CallPoint point = Objects.requireNonNull(points.get(victim.id().name()));
    CompletableFuture<Boolean> done =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return "done".equals(point.through(SqlCalls.CONNECT, () -> "done"));
              } catch (Throwable e) {
                return false;
              }
            });
    try {
      return !done.get(100, TimeUnit.MILLISECONDS);
    } catch (TimeoutException held) {
      return true;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected TargetId lookAlike(TargetId victim) {
    return new TargetId(victim.place(), victim.kind(), victim.name(), "of-another-one");
  }

  /** What has not begun in this JVM when apply returns does not begin later. */
  record SoonSettled(Attack attack) implements Attack {
    @Override
    public Prepared prepare(Strike strike) throws Exception {
      return attack.prepare(strike);
    }

    @Override
    public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception {
      return attack.apply(strike, intent, deadline);
    }

    @Override
    public Lease lease() {
      return new Lease(attack.lease().applyWithin(), Duration.ofMillis(50));
    }
  }
}
