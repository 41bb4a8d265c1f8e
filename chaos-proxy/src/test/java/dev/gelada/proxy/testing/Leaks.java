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

  /**
   * What was lost since the last call: buffers that nobody holds and nobody released. Fails where
   * nothing is looked for.
   */
  public static List<String> found() {
    if (getLevel() != Level.PARANOID
        || System.getProperty("io.netty.customResourceLeakDetector") == null) {
      throw new IllegalStateException("leaks are not looked for; run it by Maven");
    }
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
