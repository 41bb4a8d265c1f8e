package dev.gelada.proxy.testing;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Watches every buffer that Netty gives out, from the first class that uses one on: a buffer that
 * is collected without having been released is a leak.
 */
public final class Leaks implements AutoCloseable {
  private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();

  static {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
        new ResourceLeakDetectorFactory() {
          @Override
          @SuppressWarnings("deprecation") // the factory asks for it
          public <T> ResourceLeakDetector<T> newResourceLeakDetector(
              Class<T> resource, int interval, long maxActive) {
            return new Listening<>(resource, interval);
          }
        });
  }

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

  private Leaks() {
    FOUND.clear();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  private static final class Listening<T> extends ResourceLeakDetector<T> {
    Listening(Class<T> resource, int interval) {
      super(resource, interval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
      FOUND.add(type + " " + records);
    }

    @Override
    protected void reportUntracedLeak(String type) {
      FOUND.add(type);
    }
  }

  /** Begins; must come before the first buffer of the JVM, so it is set in the build as well. */
  public static Leaks watched() {
    return new Leaks();
  }

  /** What was found so far, after a collection. */
  public List<String> found() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      // leaks are reported when the next buffer is taken
      io.netty.buffer.Unpooled.directBuffer(16).release();
      io.netty.buffer.ByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    return List.copyOf(FOUND);
  }

  /** As watchful as before. */
  @Override
  public void close() {
    ResourceLeakDetector.setLevel(before);
  }
}
