package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.ReversibleAttackContract;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A black hole keeps the contract, for a workload and for one of its pods. */
class NetworkBlackholeContractIT {
  @Nested
  class OfAWorkload extends Contract {
    OfAWorkload() {
      super(true);
    }
  }

  @Nested
  class OfAPod extends Contract {
    OfAPod() {
      super(false);
    }
  }

  @Timeout(400)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Contract extends ReversibleAttackContract {
    private final ControlPlane plane = ControlPlane.shared();
    private final Connections with = Pods.connections(plane);
    private final String namespace = plane.namespace("hole");
    private final AtomicInteger number = new AtomicInteger();
    private final boolean whole;

    Contract(boolean whole) {
      this.whole = whole;
    }

    @AfterAll
    void close() {
      with.close();
    }

    @Override
    protected AttackType<?> type() {
      return new NetworkBlackhole();
    }

    @Override
    protected Attack attack() {
      NetworkBlackhole.Settings settings =
          new NetworkBlackhole.Settings(NetworkBlackhole.Direction.BOTH);
      return new Pods.Near(new NetworkBlackhole().create(settings, with));
    }

    @Override
    protected Connections connections() {
      return with;
    }

    @Override
    protected Target victim() throws Exception {
      Shops shops = new Shops(plane, namespace, with.get(Cluster.class).place());
      String name = "cart-" + number.incrementAndGet();
      shops.deployment(name, 2);
      return whole ? shops.workload(name) : shops.pod(name);
    }

    @Override
    protected boolean harmed(Target victim) {
      return new Shops(plane, namespace, victim.id().place()).cutOff(victim);
    }

    @Override
    protected TargetId lookAlike(TargetId victim) {
      return new TargetId(victim.place(), victim.kind(), victim.name(), "another-" + victim.uid());
    }

    @Override
    protected Duration shortest() {
      return Duration.ofSeconds(4);
    }
  }
}
