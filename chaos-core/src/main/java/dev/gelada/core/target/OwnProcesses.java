package dev.gelada.core.target;

import dev.gelada.core.plugin.Connections;
import java.util.List;
import java.util.Optional;

/**
 * Makes processes that a run owns, for sources whose targets live in one. A client: asked for
 * through {@link Connections}. They are started, found again by their marker and ended exactly as
 * those of the source {@code launch}, which also cleans up after a dead run.
 */
public interface OwnProcesses {
  /**
   * One process. Nothing is started before {@link Owned#start}, which returns as soon as it runs.
   *
   * @param command program and arguments; it inherits the environment of this process, but for what
   *     speaks to Gelada
   */
  OwnProcess process(List<String> command, Connections with);

  /** One that can be asked how it is. */
  interface OwnProcess extends Owned {
    /** How it ended by itself, and where its words are; empty while it runs. */
    Optional<String> ended();
  }
}
