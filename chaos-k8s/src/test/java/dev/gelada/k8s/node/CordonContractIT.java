package dev.gelada.k8s.node;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.plugin.Connections;

/** Cordoning keeps the contract of reversible attacks. */
class CordonContractIT extends NodeContract {
  CordonContractIT() throws Exception {
    super(new CordonNode());
  }

  @Override
  protected Attack made(Connections with) {
    return new CordonNode().create(new CordonNode.Settings(), with);
  }
}
