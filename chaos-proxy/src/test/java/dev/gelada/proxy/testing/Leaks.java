package dev.gelada.proxy.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Netty's leak detection, told to tests instead of to a log. The build names it in the property
 * {@code io.netty.customResourceLeakDetector}, since Netty asks for it once and early.
 */
public final class Leaks<T> extends ResourceLeakDetector<T> {
  private static final ConcurrentLinkedQueue<String> REPORTS = new ConcurrentLinkedQueue<>();
  private static final int LOOKS = 5;

  /** For Netty. */
  public Leaks(Class<?> type, int samplingInterval) {
    super(type, samplingInterval);
  }

  /** For Netty, which asks for this one, too. */
  public Leaks(Class<?> type, int samplingInterval, long maxActive) {
    this(type, samplingInterval);
  }

  /** Follows every buffer from now on; that takes time, so not where time is measured. */
  public static void watch() {
    if (System.getProperty("io.netty.customResourceLeakDetector") == null) {
      throw new IllegalStateException("nobody would be told of leaks; run it by Maven");
    }
    REPORTS.clear();
    setLevel(Level.PARANOID);
  }

  /** What was lost since {@link #watch}: buffers that nobody holds and nobody released. */
  public static List<String> found() {
    for (int i = 0; i < LOOKS; i++) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      ByteBuf another = PooledByteBufAllocator.DEFAULT.directBuffer(1); // making one looks
      another.release();
    }
    List<String> found = new ArrayList<>();
    for (String report = REPORTS.poll(); report != null; report = REPORTS.poll()) {
      found.add(report);
    }
    setLevel(Level.SIMPLE);
    return found;
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String type, String records) {
    REPORTS.add(type + " was lost; it was seen at " + records);
  }

  @Override
  protected void reportUntracedLeak(String type) {
    REPORTS.add(type + " was lost");
  }
}
