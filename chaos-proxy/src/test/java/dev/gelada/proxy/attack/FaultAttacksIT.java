package dev.gelada.proxy.attack;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Size;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.ReversibleAttackContract;
import dev.gelada.proxy.fault.Direction;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** Every attack on endpoints keeps the contract, against a proxy server in this JVM. */
class FaultAttacksIT {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Nested
  class LatencyIsAnAttack extends Contract<Latency.Settings> {
    LatencyIsAnAttack() {
      super(
          new Latency(),
          new Latency.Settings(
              SECOND, Duration.ZERO, Latency.Distribution.NORMAL, Direction.UPSTREAM, 0.5));
    }
  }

  @Nested
  class BandwidthIsAnAttack extends Contract<Bandwidth.Settings> {
    BandwidthIsAnAttack() {
      super(new Bandwidth(), new Bandwidth.Settings(new Size(65_536), Direction.DOWNSTREAM, 1));
    }
  }

  @Nested
  class SlowCloseIsAnAttack extends Contract<SlowClose.Settings> {
    SlowCloseIsAnAttack() {
      super(new SlowClose(), new SlowClose.Settings(SECOND, Direction.DOWNSTREAM, 1));
    }
  }

  @Nested
  class TimeoutIsAnAttack extends Contract<Timeout.Settings> {
    TimeoutIsAnAttack() {
      super(new Timeout(), new Timeout.Settings(Duration.ZERO, Direction.DOWNSTREAM, 1));
    }
  }

  @Nested
  class ResetIsAnAttack extends Contract<Reset.Settings> {
    ResetIsAnAttack() {
      super(new Reset(), new Reset.Settings(Duration.ZERO, 1));
    }
  }

  @Nested
  class ResetPeerIsAnAttack extends Contract<ResetPeer.Settings> {
    ResetPeerIsAnAttack() {
      super(new ResetPeer(), new ResetPeer.Settings(Duration.ZERO, Direction.UPSTREAM, 1));
    }
  }

  @Nested
  class SlicerIsAnAttack extends Contract<Slicer.Settings> {
    SlicerIsAnAttack() {
      super(
          new Slicer(), new Slicer.Settings(64, 8, Duration.ofMillis(1), Direction.DOWNSTREAM, 1));
    }
  }

  @Nested
  class LimitDataIsAnAttack extends Contract<LimitData.Settings> {
    LimitDataIsAnAttack() {
      super(new LimitData(), new LimitData.Settings(4096, Direction.DOWNSTREAM, 1));
    }
  }

  @Nested
  class DownIsAnAttack extends Contract<Down.Settings> {
    DownIsAnAttack() {
      super(new Down(), new Down.Settings());
    }
  }

  @Nested
  class RefuseIsAnAttack extends Contract<Refuse.Settings> {
    RefuseIsAnAttack() {
      super(new Refuse(), new Refuse.Settings());
    }
  }

  @Nested
  class ConnectDelayIsAnAttack extends Contract<ConnectDelay.Settings> {
    ConnectDelayIsAnAttack() {
      super(new ConnectDelay(), new ConnectDelay.Settings(SECOND, Duration.ZERO, 1));
    }
  }

  @Nested
  class LimitConnectionsIsAnAttack extends Contract<LimitConnections.Settings> {
    LimitConnectionsIsAnAttack() {
      super(new LimitConnections(), new LimitConnections.Settings(10));
    }
  }

  @Nested
  class BlackHoleIsAnAttack extends Contract<BlackHole.Settings> {
    BlackHoleIsAnAttack() {
      super(new BlackHole(), new BlackHole.Settings(Direction.UPSTREAM, 1));
    }
  }

  @Nested
  class CorruptIsAnAttack extends Contract<Corrupt.Settings> {
    CorruptIsAnAttack() {
      super(new Corrupt(), new Corrupt.Settings(100, Direction.DOWNSTREAM, 1));
    }
  }

  @Nested
  class RespondIsAnAttack extends Contract<Respond.Settings> {
    RespondIsAnAttack() {
      super(new Respond(), new Respond.Settings(503, SECOND, 1));
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Contract<S extends Record> extends ReversibleAttackContract {
    private final FaultAttack<S> type;
    private final S settings;
    private LocalProxies proxies;

    Contract(FaultAttack<S> type, S settings) {
      this.type = type;
      this.settings = settings;
    }

    @BeforeAll
    void start() throws Exception {
      proxies = new LocalProxies();
    }

    @AfterAll
    void end() {
      proxies.close();
    }

    @Override
    protected AttackType<?> type() {
      return type;
    }

    @Override
    protected Attack attack() {
      return new SoonSettled(type.create(settings, proxies.with));
    }

    @Override
    protected Connections connections() {
      return proxies.with;
    }

    @Override
    protected Target victim() throws Exception {
      return proxies.proxy();
    }

    @Override
    protected boolean harmed(Target victim) {
      return proxies.harmed(victim);
    }

    @Override
    protected TargetId lookAlike(TargetId victim) {
      return new TargetId(victim.place(), victim.kind(), victim.name(), "of-another-one");
    }
  }

  /**
   * The contract waits for the settle time fifteen times, in case that something late begins. The
   * server is in this JVM, so what has not begun after a tenth of a second has not been sent.
   */
  private record SoonSettled(Attack attack) implements Attack {
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
      return new Lease(attack.lease().applyWithin(), Duration.ofMillis(100));
    }
  }
}
