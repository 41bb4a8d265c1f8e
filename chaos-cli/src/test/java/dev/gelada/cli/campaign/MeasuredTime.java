package dev.gelada.cli.campaign;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The machine's clocks, which remember when each thread last read the one that leases run on: so
 * the time between an attack's last check and its system call can be told. Thread-safe.
 */
final class MeasuredTime implements Timekeeper {
  private final SystemTime time = new SystemTime();
  private final ThreadLocal<Long> last = ThreadLocal.withInitial(() -> 0L);
  private final List<Long> widths = new CopyOnWriteArrayList<>();

  @Override
  public long nanos() {
    long now = time.nanos();
    last.set(now);
    return now;
  }

  @Override
  public Instant instant() {
    return time.instant();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }

  /** When this thread read the clock last. */
  long lastRead() {
    return last.get();
  }

  /** A system call that was allowed by a reading has returned. */
  void sentAfter(long reading) {
    widths.add(time.nanos() - reading);
  }

  /** All such times so far, in nanoseconds. */
  List<Long> widths() {
    return List.copyOf(widths);
  }
}
