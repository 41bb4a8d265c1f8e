package dev.gelada.k8s.node;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.target.Target;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.LoanContract;
import dev.gelada.k8s.testing.Nodes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract of reversible attacks, on nodes. */
abstract class NodeContract extends LoanContract {
  private final Nodes nodes = new Nodes(ControlPlane.shared(), cluster);
  private final List<String> made = new ArrayList<>();

  NodeContract(AttackType<?> type) throws Exception {
    super(type);
  }

  @AfterEach
  void remove() {
    nodes.remove(made.toArray(String[]::new));
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
