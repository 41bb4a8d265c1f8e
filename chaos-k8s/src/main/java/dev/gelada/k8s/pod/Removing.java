package dev.gelada.k8s.pod;

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
import dev.gelada.k8s.cluster.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The attack of {@link KillPod} and {@link DeletePod}: looks, compares the uid, sends one request.
 * The look comes first although the request carries the uid too: an eviction that fails for its uid
 * uses up its budget's allowance all the same.
 */
record Removing(Way way, Connections with) implements Attack {
  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    Look look = new Look(cluster, Look.UNHURRIED);
    try {
      Optional<Refusal> why = against(removal(strike, cluster), strike, look);
      return why.isPresent()
          ? new Prepared.Refused(List.of(why.get()))
          : Prepared.Intent.on(
              strike,
              new Undo.None("a pod that has gone does not come back; its owner makes another one"),
              "pod %s %s".formatted(strike.victim().id().place(), strike.victim().id().uid()));
    } catch (Look.Denied denied) {
      return new Prepared.Refused(List.of(denied.refusal()));
    }
  }

  private Optional<Refusal> against(Removal removal, Strike strike, Look look) throws IOException {
    Optional<Refusal> elsewhere = Reach.elsewhere(strike.victim().id(), look.cluster());
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    Optional<Item> now = removal.now(look.within());
    Optional<Refusal> changed = removal.changed(now);
    return changed.isPresent() || now.isEmpty() ? changed : way.against(now.get(), look);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) {
    Cluster cluster = with.get(Cluster.class);
    try {
      Optional<Refusal> elsewhere = Reach.elsewhere(strike.victim().id(), cluster);
      return elsewhere.isPresent()
          ? new Effect.Untouched(elsewhere.get())
          : removal(strike, cluster).lookAndSend(way, deadline);
    } catch (IOException unseen) {
      return new Effect.Untouched(Reach.unseen(unseen));
    }
  }

  private static Removal removal(Strike strike, Cluster cluster) {
    TargetId victim = strike.victim().id();
    return new Removal(cluster, PodPath.of(victim), victim.uid());
  }
}
