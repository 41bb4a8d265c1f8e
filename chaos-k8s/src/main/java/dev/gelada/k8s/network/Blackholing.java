package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.Reply;
import dev.gelada.k8s.cluster.ResourceType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The attack of {@link NetworkBlackhole}. All requests are first sent as dry runs. Then comes the
 * Job, which is harmless alone; then the policy; for a single pod last its label, by which alone
 * the policy finds it.
 */
record Blackholing(NetworkBlackhole.Direction direction, Connections with) implements Attack {
  static final String VICTIM = "victim";
  static final String UID = "uid";

  private static final Duration LOOK = Duration.ofSeconds(10);

  /** Stands for the Job's in dry runs. */
  private static final String NO_UID = "00000000-0000-0000-0000-000000000000";

  @Override
  public Prepared prepare(Strike strike) throws IOException, InterruptedException {
    Cluster cluster = with.get(Cluster.class);
    TargetId target = strike.victim().id();
    Optional<Victim> victim = Victim.of(target);
    if (victim.isEmpty()) {
      return refused(
          "kind",
          "pods of %s are not found by a selector of its own.".formatted(target.name()),
          "Aim at a Deployment, StatefulSet, DaemonSet or ReplicaSet, or at single pods.");
    }
    Optional<Item> found =
        target.place().equals(cluster.place())
            ? new Once(cluster)
                .get(victim.get().path(), Deadline.in(LOOK, cluster.time()))
                .filter(victim.get()::is)
            : Optional.empty();
    if (found.isEmpty()) {
      return new Prepared.Refused(List.of(gone(target)));
    }
    Reach reach = Reach.of(victim.get(), found.get(), direction, new Reads(cluster));
    return reach.why().isEmpty() ? intent(strike, reach) : new Prepared.Refused(reach.why());
  }

  private static Prepared.Intent intent(Strike strike, Reach reach) {
    TargetId target = strike.victim().id();
    Set<String> touches =
        reach.pods().stream()
            .map(pod -> "reachability of pod %s %s".formatted(target.place(), pod.uid()))
            .collect(Collectors.toSet());
    Map<String, String> args = Map.of(VICTIM, reach.victim().toString(), UID, target.uid());
    return new Prepared.Intent(
        new Undo.Recipe(target.place(), args, Undo.Expiry.TARGET),
        List.of(new Prepared.Take(strike.victim().group(), 1)),
        touches,
        false);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline)
      throws IOException, InterruptedException {
    Cluster cluster = with.get(Cluster.class);
    Once once = new Once(cluster);
    TargetId target = strike.victim().id();
    Victim victim = Victim.of(target).orElseThrow();
    Instant endsAt = Objects.requireNonNull(strike.endsAt(), "a fault has an end");
    Optional<Item> found = deadline.passed() ? Optional.empty() : once.get(victim.path(), deadline);
    if (found.filter(victim::is).isEmpty()) {
      return new Effect.Untouched(deadline.passed() ? late("") : gone(target));
    }
    Cut cut = new Cut(strike.id(), victim.namespace());
    Orders asked = new Orders(cut, victim, direction, seconds(cluster, endsAt));
    Optional<Refusal> no = preflight(once, asked, found.get(), deadline);
    if (no.isPresent()) {
      return new Effect.Untouched(no.get());
    }
    if (deadline.passed() || !endsAt.isAfter(cluster.time().instant().plusSeconds(1))) {
      return new Effect.Untouched(late(""));
    }
    // counted again: asking may have taken its time, and must not move the end
    Orders orders = new Orders(cut, victim, direction, seconds(cluster, endsAt));
    return cut(once, orders, found.get(), deadline);
  }

  /** The Job's controller drops the fraction of the second in which it starts to count. */
  private static long seconds(Cluster cluster, Instant endsAt) {
    return endsAt.plusNanos(999_999_999).getEpochSecond()
        - cluster.time().instant().getEpochSecond();
  }

  private static Optional<Refusal> preflight(
      Once once, Orders orders, Item found, Deadline deadline) throws InterruptedException {
    for (Api.Request request : orders.all(found, NO_UID)) {
      Reply reply = once.send(dry(request), deadline);
      if (reply instanceof Reply.No no) {
        return Optional.of(refusal(request, no));
      }
      if (reply instanceof Reply.Lost lost) {
        return Optional.of(late(lost.why()));
      }
    }
    return Optional.empty();
  }

  private static Api.Request dry(Api.Request request) {
    return new Api.Request(
        request.method(),
        request.path() + "?dryRun=All",
        request.contentType(),
        request.accept(),
        request.body());
  }

  private static Effect cut(Once once, Orders orders, Item found, Deadline deadline)
      throws InterruptedException {
    Reply made = once.send(orders.job(), deadline);
    if (made instanceof Reply.No no) {
      return new Effect.Untouched(refusal(orders.job(), no));
    }
    if (!(made instanceof Reply.Yes yes)) {
      return unknown(made, orders.job());
    }
    String owner = new Item(JsonMapper.shared().readTree(yes.body())).uid();
    for (Api.Request request : orders.all(found, owner).subList(1, orders.count())) {
      if (deadline.passed()) {
        return new Effect.Unknown("the time was over when only the Job was there");
      }
      Reply reply = once.send(request, deadline);
      if (!(reply instanceof Reply.Yes)) {
        return unknown(reply, request);
      }
    }
    return new Effect.Struck(
        Map.of(
            "policy",
            orders.cut().policy(),
            "note",
            "whether the network enforces policies is not to be seen from here"));
  }

  /** Even after a no: the Job is there and is to be removed. */
  private static Effect unknown(Reply reply, Api.Request request) {
    String said = reply instanceof Reply.No no ? no.message() : "";
    String lost = reply instanceof Reply.Lost answer ? answer.why() : said;
    return new Effect.Unknown("%s %s: %s".formatted(request.method(), request.path(), lost));
  }

  private static Refusal refusal(Api.Request request, Reply.No no) {
    boolean right = no.code() == 403 && no.message().contains(" cannot ");
    return new Refusal(
        right ? "rights" : no.code() == 409 ? "identity" : "admission",
        "the API server refuses %s %s: %s"
            .formatted(request.method(), request.path(), no.message()),
        right
            ? "Grant that verb by a Role in the name space."
            : "Its words say what stands against it; nothing was changed.");
  }

  private static Refusal late(String why) {
    return new Refusal(
        "lease",
        why.isEmpty() ? "the time in which it might have begun was over." : why + ".",
        "Run again; nothing was changed.");
  }

  private static Refusal gone(TargetId target) {
    return new Refusal(
        "gone",
        "%s (uid %s) is not there any more.".formatted(target.name(), target.uid()),
        "Nothing is to be done; the next run chooses among those that are there.");
  }

  private static Prepared refused(String rule, String reason, String remedy) {
    return new Prepared.Refused(List.of(new Refusal(rule, reason, remedy)));
  }

  /** The requests, in the order in which they are sent; the last one begins the damage. */
  private record Orders(
      Cut cut, Victim victim, NetworkBlackhole.Direction direction, long seconds) {
    int count() {
      return victim.isPod() ? 3 : 2;
    }

    Api.Request job() {
      return Api.Request.post(ResourceType.JOB.path(cut.namespace()), cut.jobBody(seconds));
    }

    List<Api.Request> all(Item found, String owner) {
      Object selector =
          victim.isPod() ? Map.of("matchLabels", cut.labels()) : found.json().at("/spec/selector");
      Api.Request policy =
          Api.Request.post(
              Cut.POLICY.path(cut.namespace()), cut.policyBody(selector, direction.types(), owner));
      return victim.isPod() ? List.of(job(), policy, label()) : List.of(job(), policy);
    }

    private Api.Request label() {
      return Api.Request.patch(victim.path(), Api.MERGE_PATCH, cut.label(victim.uid()));
    }
  }
}
