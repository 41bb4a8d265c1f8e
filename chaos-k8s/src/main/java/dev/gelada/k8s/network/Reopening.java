package dev.gelada.k8s.network;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reply;
import dev.gelada.k8s.cluster.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Ends what {@link Blackholing} began, whether or not it did.
 *
 * <p>The Job goes first: a policy that arrives afterwards names an owner that is not there, and the
 * garbage collector removes it at once. For a single pod the label goes last: a policy without it
 * reaches nothing.
 */
final class Reopening {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Cluster cluster;
  private final Once once;
  private final Undo.Recipe undo;
  private final Cut cut;
  private final Victim victim;

  private Reopening(Cluster cluster, Undo.Recipe undo, Cut cut, Victim victim) {
    this.cluster = cluster;
    this.once = new Once(cluster);
    this.undo = undo;
    this.cut = cut;
    this.victim = victim;
  }

  static Reopening of(StrikeId strike, Undo.Recipe undo, Cluster cluster) {
    String named = Objects.requireNonNull(undo.args().get(Blackholing.VICTIM));
    Victim victim =
        Victim.of(named, Objects.requireNonNull(undo.args().get(Blackholing.UID))).orElseThrow();
    return new Reopening(cluster, undo, new Cut(strike, victim.namespace()), victim);
  }

  Undone revert(Deadline deadline) throws IOException, InterruptedException {
    if (!cluster.place().equals(undo.place())) {
      return new Undone.Elsewhere("the cluster " + undo.place());
    }
    for (String path : List.of(cut.job(), cut.policy())) {
      Optional<Undone> conflict = removed(path, deadline);
      if (conflict.isPresent()) {
        return conflict.get();
      }
    }
    Optional<Item> found = once.get(victim.path(), deadline).filter(victim::is);
    if (found.isEmpty()) {
      return new Undone.Gone("%s (uid %s) is not there".formatted(victim, victim.uid()));
    }
    return victim.isPod() ? unlabelled(found.get(), deadline) : restored();
  }

  /** Removes what this strike made there, and sees it gone. */
  private Optional<Undone> removed(String path, Deadline deadline)
      throws IOException, InterruptedException {
    while (true) {
      Optional<Item> found = once.get(path, deadline);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Item item = found.get();
      if (!cut.strike().value().equals(item.labels().get(Cut.STRIKE))) {
        return Optional.of(new Undone.Conflict("%s lost its label %s".formatted(path, Cut.STRIKE)));
      }
      if (!item.terminating()) {
        Reply reply =
            once.send(
                Api.Request.delete(
                    path,
                    Cut.json(
                        Map.of(
                            "propagationPolicy",
                            "Background",
                            "preconditions",
                            Map.of("uid", item.uid())))),
                deadline);
        refused(reply, "delete " + path);
      }
      if (deadline.passed()) {
        throw new IOException(path + " was not gone in time");
      }
      cluster.time().pause(STEP);
    }
  }

  private Undone unlabelled(Item pod, Deadline deadline) throws IOException, InterruptedException {
    String label = pod.labels().get(Cut.STRIKE);
    if (label == null) {
      return restored();
    }
    if (!label.equals(cut.strike().value())) {
      return new Undone.Conflict(
          "%s carries the label %s=%s of another strike".formatted(victim, Cut.STRIKE, label));
    }
    String pointer = "/metadata/labels/" + Cut.STRIKE.replace("/", "~1");
    Reply reply =
        once.send(
            Api.Request.patch(
                victim.path(),
                Api.JSON_PATCH,
                Cut.json(
                    List.of(
                        Map.of("op", "test", "path", "/metadata/uid", "value", victim.uid()),
                        Map.of("op", "test", "path", pointer, "value", label),
                        Map.of("op", "remove", "path", pointer)))),
            deadline);
    if (reply instanceof Reply.Yes) {
      return restored();
    }
    throw Trouble.of("remove the label %s of %s".formatted(Cut.STRIKE, victim), reply);
  }

  /** A no that another look does not explain; one that is gone, or another one, is seen then. */
  private static void refused(Reply reply, String doing) throws Trouble {
    if (reply instanceof Reply.No no && no.code() != 404 && no.code() != 409) {
      throw Trouble.of(doing, reply);
    }
  }

  private Undone restored() {
    return new Undone.Restored(Map.of("policy", cut.policy() + " is gone"));
  }
}
