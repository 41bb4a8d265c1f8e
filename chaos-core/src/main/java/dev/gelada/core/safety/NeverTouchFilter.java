package dev.gelada.core.safety;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Ledger;
import java.util.Map;
import java.util.Set;

/**
 * What nobody may attack: a cluster's own namespaces, the first process of a host, and Gelada
 * itself.
 */
final class NeverTouchFilter implements Filter {
  static final String RULE = "never-touch";

  private static final Set<String> NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease");

  private static final String NAME_LABEL = "app.kubernetes.io/name";
  private static final String OURSELVES = "gelada";

  @Override
  public String rule() {
    return RULE;
  }

  @Override
  public Verdict judge(Candidate candidate, Ledger ledger) {
    GroupId group = candidate.look().group().id();
    if (holds(group)) {
      return Verdict.no(
          RULE,
          "%s belongs to the platform itself".formatted(group.name()),
          "Aim at a group outside of kube-system, kube-public and kube-node-lease.");
    }
    if (ourselves(candidate.look().group().labels()) || ourselves(candidate.target().labels())) {
      return Verdict.no(
          RULE,
          "%s is Gelada itself".formatted(candidate.target().id().name()),
          "Aim at something that is not labelled %s=%s.".formatted(NAME_LABEL, OURSELVES));
    }
    if (init(candidate.target().id())) {
      return Verdict.no(RULE, "pid 1 is the host itself", "Aim at another process.");
    }
    return Verdict.yes("not on the never-touch list");
  }

  /** Whether a group lies in a namespace of the platform. */
  static boolean holds(GroupId group) {
    int slash = group.name().indexOf('/');
    return NAMESPACES.contains(slash < 0 ? group.name() : group.name().substring(0, slash));
  }

  /** Whether something is labelled as a part of Gelada. */
  static boolean ourselves(Map<String, String> labels) {
    return OURSELVES.equals(labels.get(NAME_LABEL));
  }

  private static boolean init(TargetId id) {
    return id.kind().equals("process") && (id.uid().equals("1") || id.uid().startsWith("1@"));
  }
}
