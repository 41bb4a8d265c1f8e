package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plan.Amount;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code scale-down}: lowers the number of replicas of a Deployment, a StatefulSet, or a ReplicaSet
 * that nothing owns, and raises it again. Which pods go is the platform's choice, and no budget is
 * asked: Kubernetes asks none for a scale-down.
 *
 * <p>Attended: nothing in a cluster raises a number at a given time without rights of its own, so
 * only Gelada ends it. It patches the workload itself and not its scale subresource: number and
 * mark have to change in one request, or whoever dies between them leaves a number of which nobody
 * knows whose it is.
 */
@Kinds(WorkloadPath.TARGET)
@Doc("lowers a workload's number of replicas, and raises it again at the end")
public final class ScaleDown implements AttackType<ScaleDown.Settings>, Reverts, Check {
  static final String NAME = "scale-down";
  static final String MARK = "gelada/" + NAME;
  static final String WORKLOAD = "workload";
  static final String UID = "uid";
  static final String VERSION = "resourceVersion";
  static final String FROM = "from";
  static final String TO = "to";

  /**
   * What the file says; exactly one of both.
   *
   * @param to the number of replicas that stay
   * @param by how many go
   */
  @Example("scale-down: {target: checkout, by: 50%, for: 5m}")
  public record Settings(
      @Doc("how many replicas stay") @Nullable Integer to,
      @Doc("how many go: a number, or a percentage of those wanted, rounded down")
          @Nullable Amount by) {}

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
    Integer to = settings.to();
    if ((to == null) == (settings.by() == null)) {
      throw new IllegalArgumentException("scale-down has either to, what stays, or by, what goes");
    }
    if (to != null && to < 0) {
      throw new IllegalArgumentException("to is not negative: " + to);
    }
    if (settings.by() != null && settings.by().value() == 0) {
      throw new IllegalArgumentException("by is more than nothing");
    }
    return new Scaling(settings, with);
  }

  /** Asked of the name space that is looked at where a file names none. */
  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    String namespace = cluster.access().namespace();
    List<Right> rights = new ArrayList<>();
    for (String plural : List.of("deployments", "statefulsets", "replicasets")) {
      rights.add(Right.to("get", "apps", plural, namespace));
      rights.add(Right.to("patch", "apps", plural, namespace));
    }
    rights.add(Right.to("list", "autoscaling", "horizontalpodautoscalers", namespace));
    return new Rights(cluster).missing(rights);
  }

  /**
   * Raises the number again where it is the one that this strike set. Where somebody else set
   * another one since, that one stays, and the answer is a conflict.
   */
  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Cluster cluster = with.get(Cluster.class);
    if (!cluster.place().equals(undo.place())) {
      return new Undone.Elsewhere(undo.place().toString());
    }
    WorkloadPath workload = WorkloadPath.of(arg(undo, WORKLOAD)).orElseThrow();
    return new Loan(cluster, workload.toString(), workload.path(), MARK)
        .giveBack(
            strike,
            arg(undo, UID),
            arg(undo, VERSION),
            new Replicas(Integer.parseInt(arg(undo, FROM)), Integer.parseInt(arg(undo, TO))),
            deadline);
  }

  static String arg(Undo.Recipe undo, String name) {
    return Objects.requireNonNull(undo.args().get(name), name);
  }
}
