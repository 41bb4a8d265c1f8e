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
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * {@code drain-node}: cordons a node and evicts its pods, as a node's upgrade does. Budgets are
 * asked for each pod; what they refuse is tried again until {@code evictWithin} is over and then
 * stays. Pods of DaemonSets, static pods and finished ones stay too.
 *
 * <p>What can be undone is the cordon, and that is what the end does. The evicted pods are replaced
 * by their controllers, on other nodes, and do not come back to this one. Every group with pods on
 * the node is a bystander and has to have opted in. Attended, as {@link CordonNode} is.
 */
@Kinds(Cordon.KIND)
@Doc("cordons a node and evicts its pods, budgets honoured; uncordons it at the end")
public final class DrainNode implements AttackType<DrainNode.Settings>, Reverts, Check {
  static final String NAME = "drain-node";

  /**
   * What the file says.
   *
   * @param evictWithin how long evictions that a budget refuses are tried again
   * @param deleteLocalData whether pods with an emptyDir may go
   */
  @Example("drain-node: {target: worker, for: 10m}")
  public record Settings(
      @Doc("how long evictions that a budget refuses are tried again; what is left then stays")
          @Default("20s")
          Duration evictWithin,
      @Doc("whether pods with local data (emptyDir) may go, which is lost with them")
          @Default("false")
          boolean deleteLocalData) {}

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
    if (settings.evictWithin().isNegative() || settings.evictWithin().isZero()) {
      throw new IllegalArgumentException("evictWithin is more than nothing");
    }
    return new Draining(settings, new Cordoning(NAME, with), with);
  }

  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    return new Rights(with.get(Cluster.class))
        .missing(
            List.of(
                Right.to("get", "", "nodes", ""),
                Right.to("patch", "", "nodes", ""),
                Right.to("list", "", "pods", ""),
                Right.to("get", "", "pods", ""),
                Right.to("get", "apps", "replicasets", ""),
                Right.to("list", "apps", "replicasets", ""),
                Right.to("list", "policy", "poddisruptionbudgets", ""),
                Right.to("create", "", "pods/eviction", "")));
  }

  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    return Cordon.giveBack(NAME, strike, undo, with, deadline);
  }
}
