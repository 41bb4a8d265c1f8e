package dev.gelada.server;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Prerequisites;
import dev.gelada.core.plan.Agenda;
import dev.gelada.core.plan.Standing;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves a folder of files on one trail: plans each day, runs what is due, puts on record what
 * passed by, and settles what nobody owns any more. It remembers nothing that counts: it may be
 * ended at any instant and begun again, and others may do the same work beside it. For one use.
 */
public final class Server {
  /** A run whose moment is nearer than this has a trigger of its own. */
  private static final Duration NEAR = Duration.ofMinutes(2);

  private static final int BAD_FILE = 2;
  private static final Duration STEP = Duration.ofMillis(50);

  private final OnTrail trail;
  private final Timekeeper time;
  private final Settings settings;
  private final Told told;
  private final ScheduleFolder folder;
  private final Days days;
  private final Duty duty;
  private final Needs needs;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable State> state = new AtomicReference<>();
  private final AtomicReference<@Nullable Long> looked = new AtomicReference<>();
  private volatile List<Occurrence> present = List.of();

  /**
   * How to serve.
   *
   * @param folder of files
   * @param every how often the folder and the trail are looked at
   * @param again how often a day is planned again for groups that came or went
   * @param atOnce how many runs at a time
   * @param bound how long ending may take
   * @param dry whether everything but the attacks is done; occasions stay unused then
   */
  public record Settings(
      Path folder, Duration every, Duration again, int atOnce, Duration bound, boolean dry) {
    /** What suits most: every 5 s, again after 5 min, 16 at a time, a minute to end. */
    public static Settings of(Path folder) {
      return new Settings(
          folder, Duration.ofSeconds(5), Duration.ofMinutes(5), 16, Duration.ofMinutes(1), false);
    }

    /** The same, dry or not. */
    public Settings dry(boolean rehearsal) {
      return new Settings(folder, every, again, atOnce, bound, rehearsal);
    }
  }

  /**
   * A server; does nothing yet.
   *
   * @param trail stays open
   * @param to is told what happens
   * @param leads whether this one of several runners begins what is due; the others do all else
   *     meanwhile. Asked before each run; may not block. Whatever it answers, nothing is struck
   *     twice
   */
  public Server(
      Gelada gelada,
      OnTrail trail,
      Timekeeper time,
      Settings settings,
      Announcements to,
      BooleanSupplier leads) {
    this.trail = trail;
    this.time = time;
    this.settings = settings;
    this.told = new Told(to);
    this.folder = new ScheduleFolder(settings.folder(), gelada.files());
    this.days = new Days(trail.timetable(), time, settings);
    this.duty = new Duty(trail, time, settings, told, leads);
    this.needs = new Needs(new Prerequisites(gelada), time, settings, told);
  }

  /**
   * Serves until {@link #stop}; blocks, and ends with everything reverted.
   *
   * @return 0, or 6 when something is left behind, 5 when that could not be found out
   */
  public int serve() throws InterruptedException {
    try (Beat beat = new QuartzBeat()) {
      return serve(beat);
    }
  }

  /** The same with another beat. */
  int serve(Beat beat) throws InterruptedException {
    beat.every(settings.every(), () -> look(beat));
    beat.every(settings.every(), () -> attempt("recovery", trail::sweep));
    boolean interrupted = false;
    try {
      stopped.await();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    int left = ended();
    if (interrupted) {
      throw new InterruptedException();
    }
    return left;
  }

  /** Ends what is under way, reverted. */
  private int ended() throws InterruptedException {
    duty.close("this runner is ending");
    return end();
  }

  /**
   * Does what is due now and ends; for a scheduler outside, which has to call more often than every
   * half hour.
   *
   * @return 0 also where nothing is due or a rule says no; else the worst that a run came to, 4
   *     also where {@link #stop} came before all that is due was begun, 5 where something could not
   *     be found out, 2 where a file is bad; all others were served then
   */
  public int once() throws InterruptedException {
    attempt("recovery", trail::settle);
    try {
      doAll(new NoBeat());
    } catch (InterruptedException e) {
      ended();
      throw e;
    }
    int left = end();
    int worst = left != 0 ? left : duty.worst();
    if (worst != 0) {
      return worst;
    }
    boolean unknown = told.troubles().keySet().stream().anyMatch(what -> !what.equals(Told.HALT));
    return unknown ? Outcome.FAILED : told.shelf().bad().isEmpty() ? 0 : BAD_FILE;
  }

  private void doAll(Beat none) throws InterruptedException {
    look(none);
    while (duty.busy()) {
      time.pause(STEP);
      if (!duty.busy()) {
        look(none); // more may have been due than could be done at a time
      }
    }
  }

  /** Ends everything, reverted; returns at once. For signals; may be called often. */
  public void stop(String reason) {
    duty.close(reason);
    stopped.countDown();
  }

  /** How it stood at the last look; null before the first. */
  @Nullable State state() {
    return state.get();
  }

  /** When the last look ended, well or not, in nanoseconds; null before the first. */
  @Nullable Long looked() {
    return looked.get();
  }

  /** Whether a run is under way. */
  boolean busy() {
    return duty.busy();
  }

  /** What is wrong now, in words, by what it is about. */
  Map<String, String> troubles() {
    return told.troubles();
  }

  /** Where the trail is. */
  String trail() {
    return trail.uri();
  }

  private void look(Beat beat) {
    if (!attempt("folder", () -> told.shelf(folder.look()))) {
      told.shelf(Shelf.EMPTY); // what a file says now is not known, so nothing is done for it
    }
    attempt("trail", () -> act(beat, trail.ledger()));
    looked.set(time.nanos());
  }

  private void act(Beat beat, Ledger ledger) throws IOException {
    Instant now = time.instant();
    Shelf shelf = told.shelf();
    Map<String, String> failed = new TreeMap<>();
    needs.refresh(shelf.served().values());
    days.refresh(shelf.served().values(), ledger, failed);
    List<Occurrence> planned = days.all();
    present = planned;
    shelf
        .served()
        .values()
        .forEach(
            file -> {
              String what = "targets of " + file.name();
              String trouble = failed.get(file.name());
              if (trouble != null) {
                told.trouble(what, file.name() + ": " + trouble);
              } else {
                told.well(what, file.name() + ": its targets can be read again");
              }
            });
    told.halted(ledger);
    Agenda agenda = new Agenda(ledger);
    days.record(agenda, now, told);
    for (Occurrence one : planned) {
      Standing standing = agenda.of(one.run(), now);
      if (standing instanceof Standing.Due) {
        duty.beginIfDue(one);
      } else if (standing instanceof Standing.Ahead
          && one.run().at().isAfter(now)
          && one.run().at().isBefore(now.plus(NEAR))) {
        beat.at(one.run().at(), one.key(), () -> ring(one.key()));
      }
    }
    Announcements.Upcoming next = days.upcoming(agenda, now);
    told.next(next);
    state.set(new State(ledger.head().sequence(), ledger.halted() != null, shelf, next));
  }

  /** What is planned now: since a trigger was set, its file may have been changed or withdrawn. */
  private void ring(String key) {
    present.stream()
        .filter(one -> one.key().equals(key))
        .filter(one -> told.shelf().served().containsValue(one.experiment()))
        .forEach(duty::beginIfDue);
  }

  /** Goes on whatever happens: what failed is said, and tried again at the next beat. */
  private boolean attempt(String what, Attempt task) {
    try {
      task.run();
      told.well(what, what + " is well again");
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      told.trouble(what, what + ": " + e.getMessage());
      return false;
    }
  }

  private interface Attempt {
    void run() throws IOException, InterruptedException;
  }

  private int end() throws InterruptedException {
    if (!duty.await(settings.bound())) {
      told.trouble("end", "not everything has ended within " + settings.bound().toSeconds() + " s");
      return Outcome.RESIDUE;
    }
    if (duty.worst() != Outcome.RESIDUE) {
      return 0;
    }
    try {
      return trail.ledger().open().stream().anyMatch(c -> c.state() == Claim.State.RESIDUE)
          ? Outcome.RESIDUE
          : 0;
    } catch (IOException e) {
      told.trouble("trail", "trail: " + e.getMessage());
      return Outcome.FAILED;
    }
  }
}
