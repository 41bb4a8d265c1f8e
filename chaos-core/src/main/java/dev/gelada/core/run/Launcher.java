package dev.gelada.core.run;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Provides;
import dev.gelada.core.trail.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Creates a run's owned targets and ends them. Each is on the trail before it exists and until it
 * is gone, so that another process can end what a dead run left behind. These records are never
 * dry: the targets are real. What a source provides for good is set up as well, but not by a dry
 * run, and never ended.
 */
final class Launcher {
  /** A source's own bounds are shorter. */
  private static final Duration START = Duration.ofMinutes(5);

  private final Engine engine;
  private final String run;
  private final boolean dry;
  private final Deque<Started> started = new ArrayDeque<>();

  private boolean closed;

  private record Started(Owned owned, List<Launch> launches) {}

  Launcher(Engine engine, String run, boolean dry) {
    this.engine = engine;
    this.run = run;
    this.dry = dry;
  }

  void start(Aim aim) throws LookFailed, IOException, InterruptedException {
    if (aim.finds() instanceof Provides provides && !dry) {
      provide(aim, provides);
    }
    if (aim.finds() instanceof Owned owned) {
      own(aim, owned);
    }
  }

  private void provide(Aim aim, Provides provides)
      throws LookFailed, IOException, InterruptedException {
    List<String> words;
    try {
      words = provides.provide(Deadline.in(START, engine.time()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new LookFailed("set up '" + aim.name() + "'", engine.words(e), e);
    }
    record(words.stream().map(engine.redactor()::clean).<Entry>map(Entry.Note::new).toList());
  }

  private void own(Aim aim, Owned owned) throws LookFailed, IOException, InterruptedException {
    List<Launch> launches = owned.launches(run, aim.name());
    record(launches.stream().<Entry>map(Entry.Launched::new).toList());
    if (!push(new Started(owned, launches))) {
      throw new InterruptedException();
    }
    try {
      owned.start(launches, Deadline.in(START, engine.time()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new LookFailed("start '" + aim.name() + "'", engine.words(e), e);
    }
  }

  /** False when the run is closing already: nothing may be started then. */
  private synchronized boolean push(Started one) {
    if (!closed) {
      started.push(one);
    }
    return !closed;
  }

  /**
   * Ends all, last first.
   *
   * @return what could not be ended, in words; empty when all is gone
   */
  synchronized List<String> end() {
    closed = true;
    List<String> left = new ArrayList<>();
    while (!started.isEmpty()) {
      Started last = started.pop();
      try {
        last.owned().end(Deadline.in(Settler.BOUND, engine.time()));
        record(
            last.launches().stream()
                .<Entry>map(l -> new Entry.Cleaned(l.marker(), "by its run"))
                .toList());
      } catch (InterruptedException e) {
        left.add("interrupted while ending what was started");
      } catch (Exception | LinkageError | AssertionError e) {
        left.add(engine.words(e)); // the next one is to be ended all the same
      }
    }
    return left;
  }

  private void record(List<Entry> entries) throws IOException {
    if (!entries.isEmpty()) {
      engine.write(run, "", false, entries);
    }
  }
}
