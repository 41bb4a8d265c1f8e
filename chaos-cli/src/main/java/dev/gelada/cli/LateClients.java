package dev.gelada.cli;

import dev.gelada.core.plugin.Connections;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Clients of an environment that is known only when the command line is read. Thread-safe. */
final class LateClients implements Connections {
  private final Supplier<Connections> how;
  private @Nullable Connections made;

  LateClients(Supplier<Connections> how) {
    this.how = how;
  }

  @Override
  public <C> C get(Class<C> type) {
    return made().get(type);
  }

  private synchronized Connections made() {
    Connections there = made;
    if (there == null) {
      there = how.get();
      made = there;
    }
    return there;
  }

  @Override
  public synchronized void close() {
    if (made != null) {
      made.close();
    }
  }
}
