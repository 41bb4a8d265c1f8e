package dev.gelada.core.run;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of this package share.
 *
 * @param trail the record and the lock
 * @param gate the guards
 * @param policies reads a recorded policy
 * @param attacks by name, for reverting what others did
 * @param sources by name, for cleaning up what others created
 * @param with the clients
 * @param time the clocks
 * @param owners who we are, who still lives
 * @param marks which trail guards which place
 * @param redactor keeps secrets out of text
 * @param ids makes names for runs and strikes: lower case letters and digits, never one twice
 * @param version what is written into records
 */
public record Engine(
    Trail trail,
    Gate gate,
    Function<Entry.Policy, Policy> policies,
    Catalog<AttackType<?>> attacks,
    Catalog<SourceType<?>> sources,
    Connections with,
    Timekeeper time,
    Owners owners,
    Marks marks,
    Redactor redactor,
    Supplier<String> ids,
    String version) {

  /** The operator's rules as the ledger has them. */
  public Policy policy(Ledger ledger) {
    Entry.@Nullable Policy recorded = ledger.policy();
    return recorded == null || recorded.text().isEmpty() ? Policy.NONE : policies.apply(recorded);
  }

  /**
   * Appends what holds whatever else is on the trail; blocks for {@link Settler#BOUND} at most.
   *
   * @param run whose; empty outside a run
   * @param why in the writer's words; may be empty
   */
  void write(String run, String why, boolean dry, List<Entry> entries) throws IOException {
    trail.commit(
        ledger -> new Trail.Batch(run, why, dry, entries), Deadline.in(Settler.BOUND, time));
  }

  /** An exception in words, without secrets: its kind where that says something, its message. */
  String words(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    if (message == null) {
      return redactor.clean(kind);
    }
    return redactor.clean(
        failure.getClass().equals(IOException.class) ? message : kind + ": " + message);
  }
}
