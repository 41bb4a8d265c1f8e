package dev.gelada.cli.demo;

import dev.gelada.cli.Console;
import dev.gelada.cli.demo.Slowness.Slow;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.Progress;
import dev.gelada.core.target.Target;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a demo as it goes on, line by line: each second of the customers' life, and between them
 * what was done and noticed. All on one thread of its own, so that a terminal which takes no lines
 * holds up nobody.
 */
final class Show implements TrailListener, Progress, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Console console;
  private final Timekeeper time;
  private final int port;
  private final long begun;
  private final Map<StrikeId, Target> victims = new HashMap<>();
  private final List<Second> seconds = new ArrayList<>();
  private final Slowness slowness = new Slowness();
  private Slow slow = Slow.NOT_YET;
  private int last = -1;
  private boolean counting;
  private boolean over;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "gelada-demo");
            made.setDaemon(true);
            return made;
          });

  Show(Console console, Timekeeper time, int port) {
    this.console = console;
    this.time = time;
    this.port = port;
    this.begun = time.nanos();
    var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void phase(Phase phase) {
    String at = now();
    tell(
        () -> {
          // before the steps it is the JVMs that are slow, not what was done to them
          counting = phase == Phase.DURING || (counting && phase != Phase.CLEAN);
          over = phase == Phase.CLEAN;
          console.line(at + console.headline(title(phase)));
        });
  }

  private static String title(Phase phase) {
    return switch (phase) {
      case LAUNCH -> "Starting three replicas of the shop, and its customers";
      case BEFORE -> "Steady state: are the customers served, do all replicas answer?";
      case DURING -> "Steps";
      case REVERT -> "Putting back whatever is not back yet";
      case AFTER -> "Steady state again?";
      case CLEAN -> "Ending what was started";
    };
  }

  @Override
  public void recorded(TrailRecord written) {
    String at = now();
    tell(() -> event(at, written));
  }

  private void event(String at, TrailRecord written) {
    Entry entry;
    try {
      entry = Entries.of(written);
    } catch (BadTrail ours) {
      throw new IllegalStateException("a record of this very process cannot be read", ours);
    }
    if (entry instanceof Entry.Claimed claimed) {
      victims.put(claimed.strike().id(), claimed.strike().victim());
    } else if (entry instanceof Entry.OfStrike strike) {
      struck(at, strike);
    } else if (entry instanceof Entry.Refused refused) {
      refused(at, refused, written.run());
    } else if (entry instanceof Entry.Probed probed) {
      probed(at, probed);
    } else if (entry instanceof Entry.Aborted aborted) {
      line(at, console.bad("ABORTED  "), aborted.reason());
    }
  }

  private void struck(String at, Entry.OfStrike strike) {
    Target target = victims.get(strike.strike());
    String victim = target == null ? strike.strike().value() : name(target);
    if (strike instanceof Entry.Struck struck) {
      slow = target != null && isWay(target) ? Slow.BEGUN : slow;
      line(at, console.warn("ATTACK   "), what(struck.details(), "struck") + to(target) + victim);
    } else if (strike instanceof Entry.Reverted reverted) {
      slow = target != null && isWay(target) ? Slow.OVER : slow;
      line(
          at,
          console.ok("REVERTED "),
          what(reverted.details(), reverted.how()) + to(target) + victim);
    } else {
      line(at, console.bad("ODD      "), victim + ": " + strike.type().text());
    }
  }

  private static String what(Map<String, String> details, String otherwise) {
    return details.containsKey("fault")
        ? "100 ms of latency"
        : details.getOrDefault("signal", otherwise);
  }

  private void refused(String at, Entry.Refused refused, String run) {
    for (Refusal no : refused.why()) {
      // the group is named after the run, which tells a reader nothing here
      String reason = no.reason().replace(run + "/", "");
      boolean meant = no.rule().equals("minHealthy");
      line(
          at,
          meant ? console.ok("REFUSED  ") : console.bad("REFUSED  "),
          "by " + no.rule() + (meant ? ", as it must be: " : ": ") + reason);
    }
  }

  private void probed(String at, Entry.Probed probed) {
    boolean holds = probed.verdict().equals("HOLDS");
    String name = "'" + probed.probe() + "'";
    if (probed.phase().equals("before")) {
      line(
          at,
          holds ? console.ok("HOLDS    ") : "WAITING  ",
          name + (holds ? " holds" : " does not hold yet: " + probed.detail()));
    } else {
      line(
          at,
          holds ? console.ok("RECOVERED") : console.bad("NOTICED  "),
          name + (holds ? " holds" : " does not hold: " + probed.detail()));
    }
  }

  private static String to(@Nullable Target victim) {
    return victim != null && isWay(victim) ? " on " : " to ";
  }

  private static boolean isWay(Target victim) {
    return victim.id().kind().equals("endpoint");
  }

  /** How people call a replica, or the way to the stock. */
  static String name(Target victim) {
    if (isWay(victim)) {
      return "the way to the stock";
    }
    return "shop replica %s (process %s)"
        .formatted(victim.labels().getOrDefault("index", "?"), victim.id().name());
  }

  /** Prints the seconds that are new; while the customers are not there yet there are none. */
  private void look() {
    if (over) {
      return; // the shop closes, which is nobody's failure
    }
    for (Second second : Second.parse(Loopback.text(port, "/seconds", LOOK).orElse(""))) {
      if (second.number() > last) {
        last = second.number();
        line(now(), "         ", words(second));
        if (counting) {
          seconds.add(second);
          slowness.add(slow, second);
        }
      }
    }
  }

  private String words(Second second) {
    String served = "%3d %% served".formatted(second.percentServed());
    String bar = "#".repeat(bar(second.p95()));
    String up = second.up() + " of 3 up";
    return "%s  p50 %4d ms  p95 %4d ms  %s%s  %s"
        .formatted(
            second.failed() == 0 ? served : console.bad(served),
            second.p50(),
            second.p95(),
            second.p95() < 100 ? console.ok(bar) : console.warn(bar),
            " ".repeat(10 - bar.length()),
            second.up() == 3 ? up : console.warn(up));
  }

  /** One more for each doubling: 1 ms is one, half a second is ten. */
  private static int bar(int millis) {
    return Math.min(10, Math.max(1, 32 - Integer.numberOfLeadingZeros(millis)));
  }

  /** All seconds since the steps began; complete after {@link #finish}. */
  List<Second> seconds() {
    return List.copyOf(seconds);
  }

  /** How the latency showed; complete after {@link #finish}. */
  Slowness slowness() {
    return slowness;
  }

  private void line(String at, String mark, String text) {
    console.line(at + mark + "  " + text);
  }

  private String now() {
    long seconds = Duration.ofNanos(time.nanos() - begun).toSeconds();
    return console.dim("%2d:%02d  ".formatted(seconds / 60, seconds % 60));
  }

  private void tell(Runnable line) {
    if (!thread.isShutdown()) {
      thread.execute(line);
    }
  }

  @Override
  public void close() {
    finish();
  }

  /** Waits a little until all is told; after this nothing more is. */
  void finish() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(DRAIN.toNanos(), TimeUnit.NANOSECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
