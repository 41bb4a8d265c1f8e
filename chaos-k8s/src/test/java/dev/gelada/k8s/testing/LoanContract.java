package dev.gelada.k8s.testing;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.ReversibleAttackContract;
import dev.gelada.k8s.cluster.Cluster;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The contract of reversible attacks, on objects of a real API server. */
@Timeout(180)
public abstract class LoanContract extends ReversibleAttackContract {
  private final AttackType<?> type;

  /** The administrator's connection. */
  protected final Cluster cluster;

  /** Things to attack. */
  protected final Shop shop;

  protected LoanContract(AttackType<?> type) throws Exception {
    ControlPlane plane = ControlPlane.shared();
    this.type = type;
    this.cluster = plane.admin();
    this.shop = Shop.open(plane, cluster, "loan");
  }

  /** One as {@code create} makes it. */
  protected abstract Attack made(Connections with);

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
  protected TargetId lookAlike(TargetId victim) {
    return new TargetId(
        victim.place(),
        victim.kind(),
        victim.name(),
        UUID.nameUUIDFromBytes(new byte[1]).toString());
  }
}
