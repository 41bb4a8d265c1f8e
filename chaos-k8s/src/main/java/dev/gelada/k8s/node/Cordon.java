package dev.gelada.k8s.node;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.pod.Lent;
import dev.gelada.k8s.pod.Loan;
import dev.gelada.k8s.pod.Operation;
import dev.gelada.k8s.pod.Terms;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A node that takes no new pods for a while. */
record Cordon() implements Terms {
  private static final String PATH = "/spec/unschedulable";
  private static final String NODE = "node";
  private static final String UID = "uid";
  private static final String VERSION = "resourceVersion";

  /** The kind of targets that are nodes. */
  static final String KIND = "node";

  /** A node on loan to attacks of that name. */
  static Loan loan(Cluster cluster, String node, String attack) {
    return new Loan(cluster, "node " + node, "/api/v1/nodes/" + node, "gelada/" + attack);
  }

  /** That it is cordoned already, by whom ever. */
  static Optional<Refusal> already(TargetId node, Lent now) {
    return now.object().flag(PATH)
        ? Optional.of(
            new Refusal(
                "cordoned",
                "node " + node.name() + " takes no new pods already, and not by this strike.",
                "Whoever cordoned it uncordons it; or aim at another node."))
        : Optional.empty();
  }

  /** How it is undone. */
  static Undo.Recipe recipe(TargetId node, Lent now) {
    return new Undo.Recipe(
        node.place(),
        Map.of(NODE, node.name(), UID, node.uid(), VERSION, now.version()),
        Undo.Expiry.ATTENDED);
  }

  /** The version of the moment when it was judged. */
  static String version(Undo.Recipe undo) {
    return arg(undo, VERSION);
  }

  /** Uncordons what carries the strike's mark. */
  static Undone giveBack(
      String attack, StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Cluster cluster = with.get(Cluster.class);
    return cluster.place().equals(undo.place())
        ? loan(cluster, arg(undo, NODE), attack)
            .giveBack(strike, arg(undo, UID), arg(undo, VERSION), new Cordon(), deadline)
        : new Undone.Elsewhere(undo.place().toString());
  }

  private static String arg(Undo.Recipe undo, String name) {
    return Objects.requireNonNull(undo.args().get(name), name);
  }

  @Override
  public boolean original(Lent now) {
    return !now.object().flag(PATH);
  }

  @Override
  public boolean changed(Lent now) {
    return now.object().flag(PATH);
  }

  @Override
  public List<Operation> change() {
    return List.of(Operation.add(PATH, true));
  }

  @Override
  public List<Operation> back() {
    return List.of(Operation.test(PATH, true), Operation.remove(PATH));
  }

  @Override
  public String words(Lent now) {
    return original(now) ? "it takes new pods" : "it takes no new pods";
  }
}
