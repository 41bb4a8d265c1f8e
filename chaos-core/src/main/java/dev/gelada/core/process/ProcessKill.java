package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Sights;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.target.TargetId;
import java.io.IOException;
import java.time.Duration;

/**
 * {@code kill-process}: sends a process a signal, SIGKILL unless the file says otherwise. Others
 * may be caught, ignored or blocked; a JVM blocks SIGQUIT for all that it starts, so a process of
 * {@code launch} that is no JVM itself does not notice QUIT.
 */
@Kinds("process")
@Doc("sends a process SIGKILL, or another signal and SIGKILL after a grace")
public final class ProcessKill implements AttackType<ProcessKill.Settings>, Sights {
  /** The signals that a file may name. */
  public enum By {
    /** Cannot be caught. */
    KILL(Signal.KILL),
    /** Asks it to end. */
    TERM(Signal.TERM),
    /** As Ctrl-C. */
    INT(Signal.INT),
    /** As Ctrl-\. */
    QUIT(Signal.QUIT),
    /** As abort(3). */
    ABRT(Signal.ABRT),
    /** As a lost terminal. */
    HUP(Signal.HUP);

    private final Signal signal;

    By(Signal signal) {
      this.signal = signal;
    }

    Signal signal() {
      return signal;
    }
  }

  /**
   * What the file says.
   *
   * @param signal the first signal
   * @param grace how long it may take to end before SIGKILL follows; zero for no second signal
   */
  @Example("kill-process: {target: shop, signal: term, grace: 5s}")
  public record Settings(
      @Doc("the signal; others than kill may be caught by the process") @Default("kill") By signal,
      @Doc("after this long SIGKILL follows if the process is still there; 0s for never")
          @Default("0s")
          Duration grace) {}

  @Override
  public String name() {
    return "kill-process";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    if (settings.grace().isNegative()) {
      throw new IllegalArgumentException("grace is not negative");
    }
    if (settings.signal() == By.KILL && !settings.grace().isZero()) {
      throw new IllegalArgumentException(
          "signal kill knows no grace: the process cannot catch it; use signal: term");
    }
    return new Killing(settings, with);
  }

  /** Gone means struck, there means untouched; a boot later no process of then is left. */
  @Override
  public Sighting look(StrikeId strike, TargetId victim, Connections with, Deadline deadline)
      throws IOException {
    Processes processes = with.get(Processes.class);
    return switch (Reach.of(victim.place(), processes.place())) {
      case HERE -> processes.find(victim.uid()).isPresent() ? Sighting.UNTOUCHED : Sighting.STRUCK;
      case REBOOTED -> Sighting.STRUCK;
      case ELSEWHERE -> Sighting.UNSEEN;
    };
  }
}
