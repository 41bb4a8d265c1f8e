package dev.gelada.core.process;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process as it was read a moment ago.
 *
 * @param id {@code pid@start}, as in {@link dev.gelada.core.target.Host}
 * @param pid its number; may be used again by a successor
 * @param parent the pid of its parent; 0 where it has none
 * @param session the pid of its session leader; 0 where that is not known
 * @param state the letter of proc(5): R, S, D, T, t, …
 * @param command the short name of its executable, without arguments
 * @param startedAt since when it runs; null where that is not known
 * @param marks what its environment says to Gelada
 */
public record OsProcess(
    String id,
    long pid,
    long parent,
    long session,
    char state,
    String command,
    @Nullable Instant startedAt,
    Marks marks) {
  public OsProcess {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(marks, "marks");
  }

  /** Whether it is stopped, by a signal (T) or a debugger (t). */
  public boolean stopped() {
    return state == 'T' || state == 't';
  }

  /**
   * All that is kept of an environment; empty where a variable is not set.
   *
   * @param enabled {@code GELADA_ENABLED}
   * @param group {@code GELADA_GROUP}
   * @param labels {@code GELADA_LABELS}
   * @param launch {@code GELADA_LAUNCH}: the marker of who was launched by a run, inherited by its
   *     children
   * @param guardian {@code GELADA_GUARDIAN}: the strike whose guardian this is
   */
  public record Marks(
      String enabled, String group, Map<String, String> labels, String launch, String guardian) {
    /** Says nothing. */
    public static final Marks NONE = new Marks("", "", Map.of(), "", "");

    public Marks {
      Objects.requireNonNull(enabled, "enabled");
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(launch, "launch");
      Objects.requireNonNull(guardian, "guardian");
      labels = Map.copyOf(labels);
    }
  }
}
