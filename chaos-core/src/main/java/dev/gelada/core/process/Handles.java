package dev.gelada.core.process;

import dev.gelada.core.process.Processes.Sent;
import java.io.IOException;
import java.util.Optional;

/**
 * SIGKILL and SIGTERM through the JDK. Its handle holds the start time and compares it in native
 * code right before kill(2), which leaves a race of some microseconds; nothing that a JVM of
 * version 17 can do is narrower.
 */
final class Handles {
  private Handles() {}

  static Sent send(String process, ProcFs table, Signal signal) throws IOException {
    Optional<ProcessHandle> handle = ProcessHandle.of(ProcFs.pid(process));
    // the handle is taken first: if the process is alive after that, the handle is its own
    if (handle.isEmpty() || table.find(process).isEmpty()) {
      return Sent.GONE;
    }
    boolean sent = signal == Signal.KILL ? handle.get().destroyForcibly() : handle.get().destroy();
    if (sent) {
      return Sent.SENT;
    }
    return table.find(process).isEmpty() ? Sent.GONE : Sent.FORBIDDEN;
  }
}
