package dev.gelada.core.run;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stops everything on a trail. When {@code recorded} is said no claim is appended any more; when it
 * returns, quiet, no attack begins any more (given that a request takes effect within its settle
 * time), and all that can be reverted from here has been.
 */
public final class Halt {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Engine engine;

  public Halt(Engine engine) {
    this.engine = engine;
  }

  /**
   * How it ended.
   *
   * @param reverted what was settled, and what is left with the reason
   * @param residue claims that a person must look at
   * @param failed why it is halted and yet not known to be quiet; null when it is quiet
   */
  public record Quiet(Recovery.Pass reverted, List<Claim> residue, @Nullable String failed) {}

  /**
   * Appends {@code halted}, waits until every earlier claim is settled or can no longer begin, and
   * reverts meanwhile. Blocks for the longest lease on the trail at most, beside reverting.
   *
   * @param why recorded
   * @param recorded told as soon as the record is durable
   * @throws IOException if the trail could not be written: nothing is stopped then, and the caller
   *     says so
   */
  public Quiet halt(String why, Consumer<Ledger> recorded)
      throws IOException, InterruptedException {
    Ledger ledger =
        engine
            .trail()
            .commit(
                before -> new Trail.Batch("", why, false, List.of(new Entry.Halted(why))),
                Deadline.in(BOUND, engine.time()));
    recorded.accept(ledger);
    try {
      Recovery.Pass pass = new Recovery(engine).finish(Recovery.Mode.ALL, run -> true);
      List<Claim> residue =
          engine.trail().read().open().stream()
              .filter(claim -> claim.state() == Claim.State.RESIDUE)
              .toList();
      return new Quiet(pass, residue, pass.failed().isEmpty() ? null : words(pass));
    } catch (IOException | RuntimeException e) {
      return new Quiet(Recovery.Pass.nothing(), List.of(), engine.words(e));
    }
  }

  private static String words(Recovery.Pass pass) {
    return String.join("; ", pass.failed().values());
  }

  /** Allows claims again; earlier ones stay dead. */
  public Ledger resume(String why) throws IOException {
    return engine
        .trail()
        .commit(
            before ->
                new Trail.Batch(
                    "",
                    why,
                    false,
                    before.halted() == null ? List.of() : List.of(new Entry.Resumed(why))),
            Deadline.in(BOUND, engine.time()));
  }
}
