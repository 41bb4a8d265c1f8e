package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pod made to go, by one request. What becomes of a lost answer is found out by the uid.
 *
 * @param cluster where
 * @param pod its name
 * @param uid its identity
 */
record Removal(Cluster cluster, PodPath pod, String uid) {
  /** How long a look may take after an answer was lost; the rest of the lease if that is less. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);

  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  /**
   * The pod as it is now.
   *
   * @return empty if none of that name is there
   */
  Optional<Item> now(Duration within) throws IOException {
    return new Look(cluster, within).at(pod.toString(), pod.path());
  }

  /** Why what was read is not what was chosen, or has no need to be made to go. */
  Optional<Refusal> changed(Optional<Item> now) {
    if (now.isEmpty()) {
      return no("gone", pod + " is not there any more.");
    }
    if (!isIt(now.get())) {
      return no(
          "identity",
          "%s is another one now: uid %s was chosen, %s is there."
              .formatted(pod, uid, now.get().uid()));
    }
    if (now.get().terminating()) {
      return no(
          "terminating",
          "%s is being deleted since %s."
              .formatted(pod, now.get().text("/metadata/deletionTimestamp")));
    }
    String phase = now.get().text("/status/phase");
    return FINISHED.contains(phase)
        ? no("finished", "%s has run to its end (%s).".formatted(pod, phase))
        : Optional.empty();
  }

  /** Looks whether it is still the one that was chosen, and only then sends the request. */
  Effect lookAndSend(Way way, Deadline deadline) {
    Optional<Item> now;
    try {
      now = now(deadline.left());
    } catch (IOException unseen) {
      return new Effect.Untouched(Reach.unseen(unseen));
    }
    Optional<Refusal> changed = changed(now);
    if (changed.isPresent() || now.isEmpty()) {
      return new Effect.Untouched(changed.orElseThrow());
    }
    return deadline.passed() ? new Effect.Untouched(Reach.late()) : by(way, now.get(), deadline);
  }

  /** Sends the request and says what became of it. */
  Effect by(Way way, Item seen, Deadline deadline) {
    String what = way.verb() + " " + pod;
    Reply reply;
    try {
      reply = cluster.api().send(way.request(pod, uid), deadline.left());
    } catch (InterruptedIOException stopped) {
      return new Effect.Unknown("interrupted while the request to " + what + " was under way");
    }
    if (reply instanceof Reply.Yes yes) {
      return struck(way, seen, "the API server accepted it (" + yes.code() + ")");
    }
    if (reply instanceof Reply.No no) {
      return new Effect.Untouched(Answers.of(what, no));
    }
    Reply.Lost lost = (Reply.Lost) reply;
    Optional<Refusal> several = Answers.several(what, lost);
    return several.isPresent()
        ? new Effect.Untouched(several.get())
        : lost(way, seen, lost, deadline);
  }

  /**
   * It was there and not terminating right before, so if it goes, it was this request or as good.
   */
  private Effect lost(Way way, Item seen, Reply.Lost lost, Deadline deadline) {
    try {
      Deadline look = deadline.atMost(AFTERWARDS);
      if (!look.passed() && gone(look.left())) {
        return struck(way, seen, "the answer was lost (" + lost.why() + "), and the pod goes");
      }
    } catch (IOException unseen) {
      return new Effect.Unknown(
          "the answer was lost (%s), and then %s".formatted(lost.why(), unseen.getMessage()));
    }
    return new Effect.Unknown(
        "the answer was lost (" + lost.why() + ") and the pod is still there");
  }

  /** Whether it is gone, replaced or going. */
  boolean gone(Duration within) throws IOException {
    return now(within).filter(there -> isIt(there) && !there.terminating()).isEmpty();
  }

  private boolean isIt(Item there) {
    return uid.equals(there.uid());
  }

  private static Effect struck(Way way, Item seen, String how) {
    return new Effect.Struck(Map.of("by", way.verb(), "grace", way.grace(seen), "how", how));
  }

  private static Optional<Refusal> no(String rule, String reason) {
    return Optional.of(
        new Refusal(
            rule,
            reason,
            "Nothing is to be done; the next run chooses among those that are there."));
  }
}
