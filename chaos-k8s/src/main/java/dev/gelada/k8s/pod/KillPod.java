package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
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
 * {@code kill-pod}: evicts a pod. The API server asks the pod's disruption budget; what the budget
 * refuses stays refused. Nothing falls back to a deletion: that is {@link DeletePod}, for which the
 * policy has to give leave by name.
 */
@Kinds(PodPath.KIND)
@Doc("evicts a pod, as a node's upgrade would: its disruption budget may refuse")
public final class KillPod implements AttackType<KillPod.Settings>, Sighted, Check {
  /**
   * What the file says.
   *
   * @param delete a way that this attack does not go; there to be told the one that does
   */
  @Example("kill-pod: {target: checkout}")
  public record Settings(
      @Doc("only false: to delete in spite of a budget is the attack delete-pod") @Default("false")
          boolean delete) {}

  @Override
  public String name() {
    return "kill-pod";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    if (settings.delete()) {
      throw new IllegalArgumentException(
          "kill-pod evicts, and a budget may refuse; to delete without asking a budget write"
              + " delete-pod, which the policy has to name below allow: attacks:");
    }
    return new Removing(new Way.Evict(), with);
  }

  /** Asked of the name space that is looked at where a file names none. */
  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    String namespace = cluster.access().namespace();
    return new Rights(cluster)
        .missing(
            List.of(
                Right.to("get", "", "pods", namespace),
                Right.to("create", "", "pods/eviction", namespace),
                Right.to("list", "policy", "poddisruptionbudgets", namespace)));
  }
}
