package dev.gelada.server;

import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;

/**
 * A planned run with what it takes to do it.
 *
 * @param experiment the file, as it is served now
 * @param plan the day's plan that the run stands in
 * @param run the run
 */
record Occurrence(Experiment experiment, DayPlan plan, PlannedRun run) {
  /** Its name while this process knows it; the same for the same slot, whatever its moment. */
  String key() {
    return "%s %s %s".formatted(run.file(), run.when(), run.group());
  }
}
