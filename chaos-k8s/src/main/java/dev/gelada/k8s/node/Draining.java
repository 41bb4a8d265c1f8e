package dev.gelada.k8s.node;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.pod.Evictions;
import dev.gelada.k8s.pod.Reach;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attack of {@link DrainNode}. */
record Draining(DrainNode.Settings settings, Cordoning cordoning, Connections with)
    implements Attack {
  /** Between two rounds of evictions; budgets need some time to allow the next. */
  private static final Duration ROUND = Duration.ofSeconds(2);

  /** Evictions end this long before the lease does, so that the answer is there in time. */
  private static final Duration SPARE = Duration.ofSeconds(5);

  @Override
  public Lease lease() {
    return new Lease(
        Lease.REMOTE.applyWithin().plus(settings.evictWithin()), Lease.REMOTE.settleTime());
  }

  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Prepared cordon = cordoning.prepare(strike);
    if (!(cordon instanceof Prepared.Intent intent)) {
      return cordon;
    }
    Guests guests = Guests.of(with.get(Cluster.class), strike.victim().id().name());
    List<Refusal> why = guests.against(settings.deleteLocalData());
    if (!why.isEmpty()) {
      return new Prepared.Refused(why);
    }
    List<Prepared.Take> takes = new ArrayList<>(intent.takes());
    takes.addAll(guests.takes());
    Set<String> touches = new HashSet<>(intent.touches());
    guests
        .pods()
        .forEach(
            pod -> touches.add("pod %s %s".formatted(strike.victim().id().place(), pod.uid())));
    return new Prepared.Intent(intent.undo(), takes, touches, false);
  }

  /**
   * Struck as soon as the node is cordoned, whatever becomes of the evictions. Evicts only pods
   * that were there when the strike was judged: nobody else's people were asked.
   */
  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws IOException {
    TargetId node = strike.victim().id();
    Cluster cluster = with.get(Cluster.class);
    List<Item> guests;
    try {
      guests =
          Guests.of(cluster, node.name()).pods().stream()
              .filter(
                  pod -> intent.touches().contains("pod %s %s".formatted(node.place(), pod.uid())))
              .toList();
    } catch (IOException unseen) {
      return new Effect.Untouched(Reach.unseen(unseen));
    }
    Effect cordoned = cordoning.apply(strike, intent, deadline);
    return cordoned instanceof Effect.Struck struck
        ? new Effect.Struck(evicted(struck, guests, cluster, deadline))
        : cordoned;
  }

  private Map<String, String> evicted(
      Effect.Struck cordoned, List<Item> guests, Cluster cluster, Deadline deadline) {
    Deadline until =
        deadline
            .atMost(settings.evictWithin())
            .atMost(Duration.ofNanos(Math.max(0, deadline.left().minus(SPARE).toNanos())));
    Evictions evictions = new Evictions(cluster);
    Map<String, String> stayed = new LinkedHashMap<>();
    List<Item> left = new ArrayList<>(guests);
    int gone = 0;
    try {
      while (!left.isEmpty() && !until.passed()) {
        List<Item> again = new ArrayList<>();
        for (Item pod : left) {
          Effect effect =
              until.passed() ? new Effect.Unknown("no time") : evictions.evict(pod, until);
          stayed.remove(pod.fullName());
          if (effect instanceof Effect.Struck) {
            gone++;
          } else {
            stayed.put(pod.fullName(), words(effect));
            if (mayGoLater(effect)) {
              again.add(pod);
            }
          }
        }
        left = again;
        if (!left.isEmpty()) {
          cluster.time().pause(until.atMost(ROUND).left());
        }
      }
    } catch (InterruptedException stop) {
      stayed.put("interrupted", "before all were asked");
      Thread.currentThread().interrupt();
    }
    return details(cordoned, guests.size(), gone, stayed);
  }

  /** Only a budget's no is asked again: nothing was done, and the next answer may be yes. */
  private static boolean mayGoLater(Effect effect) {
    return effect instanceof Effect.Untouched no && no.why().rule().equals("budget");
  }

  private static String words(Effect effect) {
    if (effect instanceof Effect.Untouched no) {
      return no.why().reason();
    }
    return effect instanceof Effect.Unknown unknown ? unknown.why() : "";
  }

  private static Map<String, String> details(
      Effect.Struck cordoned, int guests, int gone, Map<String, String> stayed) {
    Map<String, String> details = new LinkedHashMap<>(cordoned.details());
    details.put("evicted", "%d of %d pods".formatted(gone, guests));
    if (!stayed.isEmpty()) {
      details.put("stayed", stayed.toString());
    }
    return details;
  }
}
