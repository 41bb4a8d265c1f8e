package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The attack of {@link ScaleDown}. */
record Scaling(ScaleDown.Settings settings, Connections with) implements Attack {
  private static final String SCALES = "/spec/scaleTargetRef/";

  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    TargetId victim = strike.victim().id();
    Optional<WorkloadPath> workload = WorkloadPath.of(victim);
    if (workload.isEmpty()) {
      return refused(no("kind", victim.name() + " has no number of replicas of its own."));
    }
    Look look = new Look(cluster, Look.UNHURRIED);
    try {
      Optional<Refusal> elsewhere = Reach.elsewhere(victim, cluster);
      Optional<Lent> now =
          elsewhere.isPresent() ? Optional.empty() : loan(workload.get()).now(look.within());
      Optional<Refusal> why =
          elsewhere.isPresent() ? elsewhere : loan(workload.get()).against(now, victim.uid());
      if (why.isPresent() || now.isEmpty()) {
        return refused(why.orElseThrow());
      }
      Replicas replicas = replicas(now.get());
      why = against(workload.get(), now.get(), replicas, look);
      return why.isPresent() ? refused(why.get()) : intent(strike, now.get(), replicas);
    } catch (Look.Denied denied) {
      return refused(denied.refusal());
    }
  }

  private Prepared intent(Strike strike, Lent now, Replicas replicas) {
    TargetId victim = strike.victim().id();
    Undo undo =
        new Undo.Recipe(
            victim.place(),
            Map.of(
                ScaleDown.WORKLOAD,
                victim.name(),
                ScaleDown.UID,
                victim.uid(),
                ScaleDown.VERSION,
                now.version(),
                ScaleDown.FROM,
                Integer.toString(replicas.from()),
                ScaleDown.TO,
                Integer.toString(replicas.to())),
            Undo.Expiry.ATTENDED);
    return new Prepared.Intent(
        undo,
        List.of(new Prepared.Take(strike.victim().group(), replicas.from() - replicas.to())),
        Set.of("replicas of workload %s %s".formatted(victim.place(), victim.uid())),
        false);
  }

  private Optional<Refusal> against(WorkloadPath workload, Lent now, Replicas replicas, Look look)
      throws IOException {
    Optional<Item.Owner> owner = now.object().controller();
    if (owner.isPresent()) {
      return Optional.of(
          no(
              "owned",
              "%s belongs to %s %s, which would set its number again."
                  .formatted(workload, owner.get().kind(), owner.get().name())));
    }
    if (replicas.to() >= replicas.from()) {
      return Optional.of(
          no(
              "replicas",
              "%s wants %d replicas, and %s leaves %d: nothing would go."
                  .formatted(workload, replicas.from(), asked(), replicas.to())));
    }
    return autoscaler(workload, look)
        .map(
            name ->
                no(
                    "autoscaler",
                    "%s is scaled by the HorizontalPodAutoscaler %s, which would set its number"
                            .formatted(workload, name)
                        + " again."));
  }

  private Optional<String> autoscaler(WorkloadPath workload, Look look) throws IOException {
    return look
        .at("the autoscalers of " + workload.namespace(), workload.autoscalers())
        .orElseThrow()
        .items("/items")
        .stream()
        .filter(each -> each.text(SCALES + "kind").equalsIgnoreCase(workload.kind()))
        .filter(each -> each.text(SCALES + "name").equals(workload.name()))
        .map(Item::name)
        .findFirst();
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws IOException {
    Undo.Recipe undo = (Undo.Recipe) intent.undo();
    WorkloadPath workload = WorkloadPath.of(strike.victim().id()).orElseThrow();
    return loan(workload)
        .take(
            strike.id(),
            strike.victim().id().uid(),
            ScaleDown.arg(undo, ScaleDown.VERSION),
            new Replicas(
                Integer.parseInt(ScaleDown.arg(undo, ScaleDown.FROM)),
                Integer.parseInt(ScaleDown.arg(undo, ScaleDown.TO))),
            deadline);
  }

  /** A percentage is rounded down: over what was asked for never goes. */
  private Replicas replicas(Lent now) {
    int from = Replicas.of(now);
    Amount by = settings.by();
    if (by == null) {
      return new Replicas(from, Objects.requireNonNull(settings.to(), "to"));
    }
    int gone = by.percent() ? (int) ((long) from * by.value() / 100) : by.value();
    return new Replicas(from, Math.max(0, from - gone));
  }

  private String asked() {
    return settings.by() == null ? "to: " + settings.to() : "by: " + settings.by();
  }

  private Loan loan(WorkloadPath workload) {
    return new Loan(with.get(Cluster.class), workload.toString(), workload.path(), ScaleDown.MARK);
  }

  private static Prepared refused(Refusal why) {
    return new Prepared.Refused(List.of(why));
  }

  private static Refusal no(String rule, String reason) {
    return new Refusal(rule, reason, "Aim at another workload, or change the step.");
  }
}
