package dev.gelada.k8s.node;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.Target;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.LoanContract;
import dev.gelada.k8s.testing.Nodes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Cordoning keeps the contract of reversible attacks. */
class CordonContractIT extends LoanContract {
  private final Nodes nodes = new Nodes(ControlPlane.shared(), cluster);
  private final List<String> made = new ArrayList<>();

  CordonContractIT() throws Exception {
    super(new CordonNode());
  }

  @AfterEach
  void remove() {
    nodes.remove(made.toArray(String[]::new));
  }

  @Override
  protected Attack made(Connections with) {
    return new CordonNode().create(new CordonNode.Settings(), with);
  }

  @Override
  protected Target victim() throws Exception {
    Target node = nodes.ready("contract");
    made.add(node.id().name());
    return node;
  }

  @Override
  protected boolean harmed(Target victim) {
    return nodes.cordoned(victim.id().name());
  }
}
