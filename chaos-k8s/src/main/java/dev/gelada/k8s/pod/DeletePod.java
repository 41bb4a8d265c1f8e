package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code delete-pod}: deletes a pod, as a crash or a lost node would, and asks no budget. All of
 * Gelada's own limits hold. Needs the operator's leave: a budget is somebody's word that this must
 * not happen.
 */
@Kinds(PodPath.KIND)
@Doc("deletes a pod without asking its disruption budget; needs the policy's leave")
public final class DeletePod implements AttackType<DeletePod.Settings>, Sighted {
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
}
