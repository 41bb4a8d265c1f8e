package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Target;
import dev.gelada.k8s.testing.LoanContract;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.concurrent.atomic.AtomicInteger;

/** Scaling down keeps the contract of reversible attacks. */
class ScaleDownContractIT extends LoanContract {
  private final AtomicInteger number = new AtomicInteger();

  ScaleDownContractIT() throws Exception {
    super(new ScaleDown());
  }

  @Override
  protected Attack made(Connections with) {
    return new ScaleDown().create(new ScaleDown.Settings(1, null), with);
  }

  @Override
  protected Target victim() throws Exception {
    String name = "web-" + number.incrementAndGet();
    shop.settled(name, 2);
    return shop.workloadTarget("deployment", name);
  }

  @Override
  protected boolean harmed(Target victim) {
    String name = victim.id().name().substring(victim.id().name().lastIndexOf('/') + 1);
    Deployment now =
        cluster.client().apps().deployments().inNamespace(shop.namespace()).withName(name).get();
    return now == null || now.getSpec().getReplicas() != 2;
  }
}
