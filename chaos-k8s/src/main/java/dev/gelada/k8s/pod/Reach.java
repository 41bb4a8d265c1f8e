package dev.gelada.k8s.pod;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.k8s.cluster.Cluster;
import java.io.IOException;
import java.util.Optional;

/** Refusals of requests that were never sent. */
public final class Reach {
  private Reach() {}

  /** That the target lies in another cluster than the one that is reached. */
  public static Optional<Refusal> elsewhere(TargetId victim, Cluster cluster) throws IOException {
    return victim.place().equals(cluster.place())
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "identity",
                "%s was chosen in %s, and this is %s."
                    .formatted(victim.name(), victim.place(), cluster.place()),
                "Name the context in which the file is meant to run (--context)."));
  }

  /** That the last look before the request failed. */
  public static Refusal unseen(IOException failed) {
    return failed instanceof Look.Denied denied
        ? denied.refusal()
        : new Refusal(
            "api-server",
            "the last look before the request failed: " + failed.getMessage(),
            "Run again when the API server answers.");
  }

  /** That the lease was over after the last look. */
  public static Refusal late() {
    return new Refusal(
        "lease",
        "the time in which it might have begun was over before the request.",
        "Run again; this machine or the API server is very busy.");
  }
}
