package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.testing.Worlds;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Owner;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AbortedGuardTest {
  private final Worlds world = new Worlds();
  private final AbortedGuard guard = new AbortedGuard();

  @Test
  void refuses_a_run_that_somebody_stopped() throws Exception {
    world.runs.put("run-1", run(new Entry.Aborted("stop of alice", true), null));
    refuses(guard, world, "run run-1 is to end: stop of alice", "Start another run.");
  }

  @Test
  void refuses_a_run_that_has_ended() throws Exception {
    world.runs.put("run-1", run(null, new Entry.Ended(0, "held", Map.of(), Instant.EPOCH)));
    refuses(guard, world, "run run-1 has ended", "Start another run.");
  }

  @Test
  void allows_a_run_though_another_was_stopped() throws Exception {
    world.runs.put("run-0", run(new Entry.Aborted("stop", true), null));
    world.runs.put("run-1", run(null, null));
    allows(guard, world, "nobody stopped the run");
  }

  @SuppressWarnings("NullAway") // does not read @Nullable of a nested type from a class file
  private static Ledger.Run run(Entry.@Nullable Aborted aborted, Entry.@Nullable Ended ended) {
    Entry.Origin origin = new Entry.Origin("kill-cart", "", "", "", "", "", "1", Map.of());
    Entry.Started started = new Entry.Started(origin, new Owner(Worlds.PLACE, "1@1"), 1);
    return new Ledger.Run(
        "run",
        Instant.EPOCH,
        new Actor("user", "alice", "host", "os"),
        started,
        false,
        aborted,
        ended);
  }
}
