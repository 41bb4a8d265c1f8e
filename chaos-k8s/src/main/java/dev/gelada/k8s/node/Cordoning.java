package dev.gelada.k8s.node;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.pod.Lent;
import dev.gelada.k8s.pod.Loan;
import dev.gelada.k8s.pod.Look;
import dev.gelada.k8s.pod.Reach;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The attack of {@link CordonNode}, and the first half of {@link DrainNode}.
 *
 * @param attack whose mark the node carries
 */
record Cordoning(String attack, Connections with) implements Attack {
  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    TargetId victim = strike.victim().id();
    try {
      Optional<Refusal> why = Reach.elsewhere(victim, cluster);
      if (why.isPresent()) {
        return new Prepared.Refused(List.of(why.get()));
      }
      Loan loan = Cordon.loan(cluster, victim.name(), attack);
      Optional<Lent> now = loan.now(Look.UNHURRIED);
      why = loan.against(now, victim.uid());
      if (why.isEmpty()) {
        why = now.flatMap(node -> Cordon.already(victim, node));
      }
      return why.isPresent() || now.isEmpty()
          ? new Prepared.Refused(List.of(why.orElseThrow()))
          : new Prepared.Intent(
              Cordon.recipe(victim, now.get()),
              List.of(new Prepared.Take(strike.victim().group(), 1)),
              Set.of(touches(victim)),
              false);
    } catch (Look.Denied denied) {
      return new Prepared.Refused(List.of(denied.refusal()));
    }
  }

  static String touches(TargetId node) {
    return "node %s %s".formatted(node.place(), node.uid());
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws IOException {
    TargetId victim = strike.victim().id();
    return Cordon.loan(with.get(Cluster.class), victim.name(), attack)
        .take(
            strike.id(),
            victim.uid(),
            Cordon.version((Undo.Recipe) intent.undo()),
            new Cordon(),
            deadline);
  }
}
