package dev.gelada.core.safety;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.trail.Slot;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all strikes of a run have in common.
 *
 * @param experiment the file
 * @param policy the operator's rules as the ledger has them
 * @param run the run's id
 * @param overrides rule by rule the reason given
 * @param endsBy when the run must be over; null for no bound
 * @param planned the occasion that the run is for; null on demand
 */
public record Mission(
    Experiment experiment,
    Policy policy,
    String run,
    Map<String, String> overrides,
    @Nullable Instant endsBy,
    @Nullable PlannedRun planned) {
  public Mission {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(run, "run");
    overrides = Map.copyOf(overrides);
  }

  /** What a step of the run uses up. */
  public Slot slot(String step) {
    return planned == null ? new Slot(experiment.name(), null, run, step) : planned.slot(step);
  }
}
