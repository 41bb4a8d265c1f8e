package dev.gelada.junit.jdbc;

import java.util.concurrent.atomic.AtomicInteger;

/** The connections of a target. Thread-safe. */
final class Count {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  void opened() {
    opened.incrementAndGet();
  }

  void closed() {
    closed.incrementAndGet();
  }

  void broken() {
    broken.incrementAndGet();
  }

  int open() {
    return opened.get() - closed.get();
  }

  @Override
  public String toString() {
    return "connections: %d opened, %d closed, %d broken"
        .formatted(opened.get(), closed.get(), broken.get());
  }
}
