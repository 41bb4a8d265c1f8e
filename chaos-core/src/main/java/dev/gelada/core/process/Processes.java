package dev.gelada.core.process;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of this host: the table, signals, and guardians. Every process is named {@code
 * pid@start}; whatever is done is done to the process of that name or to none. Thread-safe.
 */
public interface Processes {
  /** Where they are. */
  Place place();

  /** The clock. */
  Timekeeper time();

  /**
   * The user as whom all this is done, as the system names it.
   *
   * @throws IOException if it cannot be told
   */
  String user() throws IOException;

  /** A folder for what children print. */
  Path stateFolder();

  /** What this system lacks for finding processes by their environment. */
  List<Refusal> missingForTable();

  /** What this system lacks for guardians. */
  List<Refusal> missingForGuardians();

  /**
   * All live processes, by pid.
   *
   * @throws IOException if they cannot be read; so too where {@link #missingForTable} says so
   */
  List<OsProcess> all() throws IOException;

  /**
   * One that is live; empty when it is gone, be its pid in use again or not.
   *
   * @throws IOException if it cannot be told
   */
  Optional<OsProcess> find(String process) throws IOException;

  /**
   * The one that has this pid now; for processes that we have just started ourselves.
   *
   * @throws IOException if it cannot be told
   */
  Optional<OsProcess> at(long pid) throws IOException;

  /**
   * What speaks against ever sending it a signal: it is Gelada itself, one of its ancestors, its
   * session leader, a guardian or pid 1 ({@code never-touch}), or another user's.
   */
  List<Refusal> against(OsProcess process) throws IOException;

  /**
   * Sends a signal, its identity checked right before. The race that is left is the time between
   * that check and the signal, within which the process would have to end and its pid to be given
   * to another one.
   */
  Sent signal(String process, Signal signal, Deadline deadline)
      throws IOException, InterruptedException;

  /**
   * Starts guardians and hears what they say.
   *
   * @return a word of each; fewer if they gave no answer before {@code deadline}
   */
  List<String> start(Order order, Deadline deadline) throws IOException, InterruptedException;

  /**
   * Ends everything that carries a strike's mark, if there is anything, and waits until it is gone.
   * A guardian is asked first and ends its strike itself; one that has to be killed does not.
   *
   * @param patience how long one that is asked may take
   * @throws IOException if something is still there at the deadline
   */
  void dismiss(StrikeId strike, Duration patience, Deadline deadline)
      throws IOException, InterruptedException;

  /** What of {@code programs} is neither in the PATH of guardians nor in the standard folders. */
  List<Refusal> missing(List<String> programs);

  /**
   * A program by its name in the PATH of guardians, or by its absolute path; empty if not there.
   */
  Optional<Path> program(String name);

  /**
   * Runs a command with no guardian around it, as {@code undo-command.sh} says.
   *
   * @param environment beside PATH
   * @param arguments of the script
   * @return its word; empty if it gave no answer before {@code deadline}
   */
  String command(Map<String, String> environment, List<String> arguments, Deadline deadline)
      throws IOException, InterruptedException;

  /** Processors that this process and its children may use, at least 1. */
  int cores();

  /**
   * Bytes of memory that could be taken now without anybody being refused, as far as the host and
   * our control group say.
   *
   * @throws IOException if it cannot be told
   */
  long memoryLeft() throws IOException;

  /** Bytes of memory that the largest process with a strike's mark holds resident for itself. */
  long memoryHeld(StrikeId strike) throws IOException;

  /** What became of a signal. */
  enum Sent {
    /** It was sent. */
    SENT,
    /** There is no such process any more. */
    GONE,
    /** The system did not allow it, or has no such signal. */
    FORBIDDEN
  }
}
