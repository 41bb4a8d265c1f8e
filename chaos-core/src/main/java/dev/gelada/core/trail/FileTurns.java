package dev.gelada.core.trail;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.TrailStore.UnsureAppend;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is done under the lock of a trail's file, again while what went wrong may pass; and whose
 * fate was left open by it. Thread-safe.
 */
final class FileTurns {
  private final PathLock lock;
  private final Timekeeper time;
  private final FileAppender appender;

  /** First of each batch whose fate was left open: no later failure makes it certain. */
  private final Set<String> unsure = ConcurrentHashMap.newKeySet();

  FileTurns(PathLock lock, Timekeeper time, FileAppender appender) {
    this.lock = lock;
    this.time = time;
    this.appender = appender;
  }

  /** What is done; may be done several times, each under a lock of its own. */
  interface Turn {
    long take(PathLock.Held held) throws IOException;
  }

  /** Answers what the turn answers. */
  long take(TrailRecord first, Turn turn) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (PathLock.Held held = lock.take(FileReading.LOCK_WAIT, time)) {
        return turn.take(held);
      } catch (UnsureAppend open) {
        unsure.add(first.id());
        if (attempt == FileReading.ATTEMPTS || appender.broken()) {
          throw open;
        } // else: under a lock of its own the next attempt sees what became of this one
      } catch (BadTrail | PathLock.Lost | Segment.Stale passing) {
        if (attempt == FileReading.ATTEMPTS) {
          throw passing;
        }
        Pauses.uninterrupted(time, FileReading.HEALING);
      }
    }
  }

  void unsure(String id) {
    unsure.add(id);
  }

  void sure(String id) {
    unsure.remove(id);
  }

  boolean isUnsure(String id) {
    return unsure.contains(id);
  }
}
