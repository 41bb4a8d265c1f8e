package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attack of every {@link Traffic}: puts an agent into the pod and waits until it has begun.
 *
 * <p>No agent begins after the call's deadline: it is told when that is. So a request that was lost
 * and arrives late does nothing.
 */
record Shaping(Shape shape, @Nullable String image, Connections with) implements Attack {
  private static final Duration LOOK = Duration.ofSeconds(10);

  static final String POD = "pod";
  static final String UID = "uid";
  static final String IMAGE = "image";
  static final String DEVICE = "device";
  static final String ENDS_AT = "endsAt";

  @Override
  public Prepared prepare(Strike strike) throws IOException, InterruptedException {
    Cluster cluster = with.get(Cluster.class);
    TargetId victim = strike.victim().id();
    PodLook look = PodLook.of(cluster, victim);
    if (!victim.place().equals(cluster.place())) {
      return new Prepared.Refused(List.of(elsewhere(cluster, victim)));
    }
    Optional<String> image = with.get(AgentImage.class).or(this.image);
    Optional<Pod> pod = look.pod(Deadline.in(LOOK, cluster.time()));
    if (image.isEmpty()) {
      return new Prepared.Refused(List.of(noImage()));
    }
    if (pod.isEmpty()) {
      return new Prepared.Refused(List.of(look.gone()));
    }
    List<Refusal> why = Fitness.refusals("pod " + victim.name(), pod.get(), shape);
    return why.isEmpty() ? intent(strike, image.get()) : new Prepared.Refused(why);
  }

  private Prepared.Intent intent(Strike strike, String image) {
    TargetId victim = strike.victim().id();
    Instant endsAt = Objects.requireNonNull(strike.endsAt(), "a fault has an end");
    Map<String, String> args =
        Map.of(
            POD, victim.name(),
            UID, victim.uid(),
            IMAGE, image,
            DEVICE, shape.device(),
            ENDS_AT, endsAt.toString());
    return Prepared.Intent.on(
        strike,
        new Undo.Recipe(victim.place(), args, Undo.Expiry.TARGET),
        "outgoing traffic of pod %s %s".formatted(victim.place(), victim.uid()));
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline)
      throws InterruptedException {
    Cluster cluster = with.get(Cluster.class);
    Instant endsAt = Objects.requireNonNull(strike.endsAt(), "a fault has an end");
    PodLook look = PodLook.of(cluster, strike.victim().id());
    Agent agent = agent(strike, intent);
    Optional<Pod> pod;
    try {
      pod = look.pod(deadline);
    } catch (IOException unseen) { // nothing was asked for yet
      return new Effect.Untouched(notBegun(String.valueOf(unseen.getMessage())));
    }
    if (pod.isEmpty()) {
      return new Effect.Untouched(look.gone());
    }
    Instant now = cluster.time().instant();
    Duration lasts = Duration.between(now, endsAt);
    EphemeralContainer container = agent.shape(shape, now.plus(deadline.left()), endsAt, lasts);
    Optional<Refusal> no = preflight(look, pod.get(), container, deadline);
    if (no.isPresent()) {
      return new Effect.Untouched(no.get());
    }
    if (deadline.passed() || lasts.toSeconds() < 1) {
      return new Effect.Untouched(notBegun("the time in which it might have begun was over"));
    }
    Reply done = look.add(pod.get(), container, false, deadline);
    if (done instanceof Reply.No refused) {
      return new Effect.Untouched(look.refusal(refused));
    }
    return new Beginning(look, agent, cluster.time())
        .await(done instanceof Reply.Lost lost ? lost.why() : "", deadline);
  }

  /** Asks for a dry run: admission answers it as it would the real request. */
  private static Optional<Refusal> preflight(
      PodLook look, Pod pod, EphemeralContainer container, Deadline deadline)
      throws InterruptedException {
    Reply reply = look.add(pod, container, true, deadline);
    if (reply instanceof Reply.No no) {
      return Optional.of(look.refusal(no));
    }
    return reply instanceof Reply.Lost lost ? Optional.of(notBegun(lost.why())) : Optional.empty();
  }

  private static Agent agent(Strike strike, Prepared.Intent intent) {
    if (intent.undo() instanceof Undo.Recipe recipe) {
      return agent(strike.id(), recipe);
    }
    throw new IllegalArgumentException("a fault without a recipe");
  }

  /** As a recipe says. */
  static Agent agent(StrikeId strike, Undo.Recipe recipe) {
    return new Agent(
        strike,
        Objects.requireNonNull(recipe.args().get(IMAGE), IMAGE),
        Objects.requireNonNull(recipe.args().get(DEVICE), DEVICE));
  }

  private static Refusal notBegun(String why) {
    return new Refusal("lease", why + ".", "Run again; nothing was changed.");
  }

  private static Refusal noImage() {
    return new Refusal(
        "agent-image",
        "neither the file nor the environment names an image for the agent.",
        "Set agentImage, or %s: any image with a shell and tc that the nodes can pull."
            .formatted(AgentImage.VARIABLE));
  }

  private static Refusal elsewhere(Cluster cluster, TargetId victim) throws IOException {
    return new Refusal(
        "identity",
        "pod %s was chosen in %s, and this is %s."
            .formatted(victim.name(), victim.place(), cluster.place()),
        "Nothing is to be done; the next run chooses in this cluster.");
  }
}
