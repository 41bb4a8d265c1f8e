package dev.gelada.proxy.relay;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all links together may keep. Each may keep {@link #GUARANTEED} whatever the others
 * do; beyond that no more than what is still free, so one alone gets half of all, n of them {@code
 * 1/(n+1)} each, and there is always something left for a new one: the dynamic threshold that
 * switches share their packet memory by (Choudhury and Hahne, "Dynamic queue length thresholds for
 * shared-memory packet switches", 1998). Thread-safe.
 */
public final class Memory {
  /** What a link may keep in any case. */
  static final long GUARANTEED = 64 << 10;

  private static final long MOST_BY_DEFAULT = 512L << 20;

  private final long size;
  private final AtomicLong used = new AtomicLong();

  /**
   * With that many bytes to share.
   *
   * @param size 0 for half of the JVM's direct memory, 512 MiB at most
   */
  public Memory(long size) {
    this.size =
        size > 0
            ? size
            : Math.min(
                MOST_BY_DEFAULT, io.netty.util.internal.PlatformDependent.maxDirectMemory() / 2);
  }

  /** How much a link may keep now. */
  long limit() {
    return Math.max(GUARANTEED, size - used.get());
  }

  /**
   * A link keeps another amount than before; what is guaranteed does not count.
   *
   * @return the amount that counts from now on
   */
  long account(long counted, long kept) {
    long now = Math.max(0, kept - GUARANTEED);
    if (now != counted) {
      used.addAndGet(now - counted);
    }
    return now;
  }

  /** What is shared, in bytes. */
  public long size() {
    return size;
  }

  /** What is used of it. */
  public long used() {
    return used.get();
  }
}
