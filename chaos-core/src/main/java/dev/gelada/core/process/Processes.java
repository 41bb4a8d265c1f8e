package dev.gelada.core.process;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
   * Has a guardian stop a process: a process of its own session whose parent is init, that stops it
   * only before {@code deadline} and lets it go on at {@code endsAt}, whatever becomes of us.
   */
  Word stop(StrikeId strike, String process, Instant endsAt, Deadline deadline)
      throws IOException, InterruptedException;

  /**
   * Ends the guardian of a strike, if there is one, and waits until it is gone. A guardian that
   * answers lets its process go on; one that has to be killed does not.
   *
   * @throws IOException if it is still there at the deadline
   */
  void dismiss(StrikeId strike, Deadline deadline) throws IOException, InterruptedException;

  /** What became of a signal. */
  enum Sent {
    /** It was sent. */
    SENT,
    /** There is no such process any more. */
    GONE,
    /** The system did not allow it, or has no such signal. */
    FORBIDDEN
  }

  /** What a guardian answered. */
  enum Word {
    /** The process was sent SIGSTOP. */
    STOPPED,
    /** There was no such process any more; nothing was sent. */
    GONE,
    /** Somebody else had stopped it; nothing was sent. */
    STOPPED_ALREADY,
    /** It was too late; nothing was sent. */
    LATE,
    /** The system did not allow it; nothing was sent. */
    FORBIDDEN,
    /** No answer: it may have been stopped. */
    SILENT
  }
}
