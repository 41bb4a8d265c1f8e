package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.IrreversibleAttackContract;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Hasty;
import dev.gelada.k8s.testing.Shop;
import dev.gelada.k8s.testing.With;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** The contract of irreversible attacks, on pods without an owner. */
abstract class PodContract extends IrreversibleAttackContract {
  private final ControlPlane plane = ControlPlane.shared();
  private final AtomicInteger number = new AtomicInteger();
  private final AttackType<?> type;
  private Cluster cluster;
  private Shop shop;

  PodContract(AttackType<?> type) throws Exception {
    this.type = type;
    this.cluster = plane.admin();
    this.shop = Shop.open(plane, cluster, "contract");
  }

  /** One as {@code create} makes it. */
  abstract Attack made(Connections with);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Override
  protected AttackType<?> type() {
    return type;
  }

  @Override
  protected Attack attack() {
    return new Hasty(made(connections()));
  }

  @Override
  protected Connections connections() {
    return new With(cluster);
  }

  @Override
  protected Target victim() throws Exception {
    String name = "victim-" + number.incrementAndGet();
    return shop.target(shop.bare(name), "pod", shop.namespace() + "/" + name);
  }

  @Override
  protected boolean harmed(Target victim) {
    return !shop.stays(victim.id());
  }

  @Override
  protected TargetId lookAlike(TargetId victim) {
    return new TargetId(victim.place(), victim.kind(), victim.name(), victim.uid() + "-before");
  }
}
