package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code delete-pod}: deletes a pod, as a crash or a lost node would, and asks no budget. All of
 * Gelada's own limits hold. Needs the operator's leave: a budget is somebody's word that this must
 * not happen.
 */
@Kinds(PodPath.KIND)
@Doc("deletes a pod without asking its disruption budget; needs the policy's leave")
public final class DeletePod implements AttackType<DeletePod.Settings>, Sighted, Check {
  /**
   * What the file says.
   *
   * @param gracePeriod between the signal to end and the kill; null for the pod's own
   */
  @Example("delete-pod: {target: checkout, gracePeriod: 0s}")
  public record Settings(
      @Doc("how long it may take to end before it is killed, in whole seconds; else the pod's own")
          @Nullable Duration gracePeriod) {}

  @Override
  public String name() {
    return "delete-pod";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Leave leave() {
    return Leave.ALWAYS;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    Duration grace = settings.gracePeriod();
    if (grace != null && (grace.isNegative() || grace.toMillisPart() != 0)) {
      throw new IllegalArgumentException("gracePeriod is a whole number of seconds: " + grace);
    }
    return new Removing(new Way.Delete(grace), with);
  }

  /** Asked of the name space that is looked at where a file names none. */
  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    String namespace = cluster.access().namespace();
    return new Rights(cluster)
        .missing(
            List.of(
                Right.to("get", "", "pods", namespace), Right.to("delete", "", "pods", namespace)));
  }
}
