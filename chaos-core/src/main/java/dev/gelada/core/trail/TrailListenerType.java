package dev.gelada.core.trail;

import dev.gelada.core.plugin.Connections;
import java.util.function.Supplier;

/**
 * Somebody who is told of every record that this process writes, whichever command it is: a
 * platform that tells its own people, for example. Found by {@link java.util.ServiceLoader}.
 */
public interface TrailListenerType {
  /**
   * A listener for one trail; closed with it if it is {@link AutoCloseable}. No I/O here.
   *
   * @param with asked only when there is something to tell
   */
  TrailListener create(Supplier<Connections> with);
}
