package dev.gelada.core.run;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.trail.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a file: what is asked for, before anything is looked at.
 *
 * @param id the run's id
 * @param experiment the file
 * @param seed all its chance
 * @param dry whether everything but the attack itself is done
 * @param why in the words of whoever runs it; the file's own reason if they gave none
 * @param ticket as given; may be empty
 * @param overrides rule by rule the reason for setting it aside
 * @param planned the occasion that it is for; null on demand
 * @param endsBy when it must be over; null for no bound
 */
public record Errand(
    String id,
    Experiment experiment,
    long seed,
    boolean dry,
    String why,
    String ticket,
    Map<String, String> overrides,
    @Nullable Planned planned,
    @Nullable Instant endsBy) {
  /**
   * An occasion of a plan.
   *
   * @param run the occasion
   * @param plan the digest of the day's plan that it stands in
   */
  public record Planned(PlannedRun run, String plan) {}

  public Errand {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(experiment, "experiment");
    overrides = Map.copyOf(overrides);
  }

  /**
   * The same, begun at a moment: over by the shorter of the file's and the policy's {@code
   * maxDuration}.
   */
  public Errand begunAt(Instant begun, Policy policy) {
    Duration file = experiment.limits().maxDuration();
    Duration operator = policy.limits().maxDuration();
    Duration least =
        file == null
            ? operator
            : operator == null || file.compareTo(operator) <= 0 ? file : operator;
    return new Errand(
        id,
        experiment,
        seed,
        dry,
        why,
        ticket,
        overrides,
        planned,
        least == null ? null : begun.plus(least));
  }

  /** The same for another form of its file. */
  public Errand of(Experiment other) {
    return new Errand(id, other, seed, dry, why, ticket, overrides, planned, endsBy);
  }

  /** The occasion that it is for; null on demand. */
  @Nullable PlannedRun occasion() {
    return planned == null ? null : planned.run();
  }

  /** As it is recorded with every claim. */
  Entry.Origin origin(String policyHash, String version) {
    return new Entry.Origin(
        experiment.name(),
        experiment.path(),
        experiment.hash(),
        policyHash,
        planned == null ? "" : planned.plan(),
        ticket,
        version,
        overrides);
  }
}
