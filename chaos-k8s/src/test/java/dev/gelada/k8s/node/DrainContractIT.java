package dev.gelada.k8s.node;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.plugin.Connections;
import java.time.Duration;

/** Draining keeps the contract of reversible attacks. */
class DrainContractIT extends NodeContract {
  DrainContractIT() throws Exception {
    super(new DrainNode());
  }

  @Override
  protected Attack made(Connections with) {
    return new DrainNode().create(new DrainNode.Settings(Duration.ofSeconds(5), false), with);
  }
}
