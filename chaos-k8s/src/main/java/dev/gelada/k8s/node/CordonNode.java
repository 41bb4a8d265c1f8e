package dev.gelada.k8s.node;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.util.List;

/**
 * {@code cordon-node}: new pods go elsewhere, those that run stay. Attended: nothing in a cluster
 * uncordons a node at a given time without rights of its own, so only Gelada ends it. An
 * administrator who cordons the same node meanwhile changes nothing that could be seen, so their
 * cordon ends with ours.
 */
@Kinds(Cordon.KIND)
@Doc("keeps new pods off a node, and lets them on again at the end")
public final class CordonNode implements AttackType<CordonNode.Settings>, Reverts, Check {
  static final String NAME = "cordon-node";

  /** There is nothing to set. */
  @Example("cordon-node: {target: worker, for: 10m}")
  public record Settings() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Cordoning(NAME, with);
  }

  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    return new Rights(with.get(Cluster.class))
        .missing(List.of(Right.to("get", "", "nodes", ""), Right.to("patch", "", "nodes", "")));
  }

  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    return Cordon.giveBack(NAME, strike, undo, with, deadline);
  }
}
