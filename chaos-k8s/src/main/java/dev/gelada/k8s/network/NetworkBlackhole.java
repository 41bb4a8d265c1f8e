package dev.gelada.k8s.network;

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
import java.util.ArrayList;
import java.util.List;

/**
 * {@code network-blackhole}: a pod, or all pods of a workload, that nobody reaches and that reach
 * nobody. A NetworkPolicy does it, and a Job that runs nothing owns the policy: at its deadline the
 * cluster's own controllers end the Job and remove the policy, though nobody else is left.
 *
 * <p>Whether policies do anything is the network plug-in's affair, and the API does not tell: a
 * file should have a probe that is BROKEN meanwhile. Most plug-ins let a node reach its own pods,
 * so the kubelet's probes go on; many leave connections that are open.
 */
@Kinds({"workload", "pod"})
@Doc("cuts pods off from the network by a NetworkPolicy; the network plug-in must enforce those")
public final class NetworkBlackhole
    implements AttackType<NetworkBlackhole.Settings>, Reverts, Check {
  /** Which way is cut off, as seen from the pods. */
  public enum Direction {
    /** What comes to them. */
    INGRESS,
    /** What they send, answers to what comes not included. */
    EGRESS,
    /** Both. */
    BOTH;

    List<String> types() {
      return switch (this) {
        case INGRESS -> List.of("Ingress");
        case EGRESS -> List.of("Egress");
        case BOTH -> List.of("Ingress", "Egress");
      };
    }
  }

  /** What the file says. */
  @Example("network-blackhole: {target: checkout, direction: ingress, for: 60s}")
  public record Settings(
      @Doc(
              "what is cut off: ingress comes to the pods, egress is what they send, name look-ups too")
          @Default("both")
          Direction direction) {}

  @Override
  public String name() {
    return "network-blackhole";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Blackholing(settings.direction(), with);
  }

  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    return Reopening.of(strike, undo, with.get(Cluster.class)).revert(deadline);
  }

  /** Asked of the name space that is looked at where a file names none. */
  @Override
  public List<Refusal> missing(Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    String namespace = cluster.access().namespace();
    List<Right> rights = new ArrayList<>();
    for (String verb : List.of("get", "create", "delete")) {
      rights.add(Right.to(verb, "batch", "jobs", namespace));
      rights.add(Right.to(verb, "networking.k8s.io", "networkpolicies", namespace));
    }
    rights.add(Right.to("list", "networking.k8s.io", "networkpolicies", namespace));
    rights.add(Right.to("get", "", "pods", namespace));
    rights.add(Right.to("list", "", "pods", namespace));
    rights.add(Right.to("patch", "", "pods", namespace));
    rights.add(Right.to("list", "apps", "replicasets", namespace));
    return new Rights(cluster).missing(rights);
  }
}
