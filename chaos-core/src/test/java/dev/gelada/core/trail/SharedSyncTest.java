package dev.gelada.core.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SharedSyncTest {
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private volatile boolean fails;
  private final SharedSync syncs = new SharedSync(this::sync);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private void sync() throws IOException {
    begun.release();
    mayEnd.acquireUninterruptibly();
    if (fails) {
      throw new IOException("Input/output error");
    }
  }

  @AfterEach
  void end() {
    mayEnd.release(1000);
    threads.shutdownNow();
  }

  @Test
  void a_sync_that_began_before_the_write_is_not_enough() throws Exception {
    Future<?> first = waiting();
    begun.acquire();
    List<Future<?>> during = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      during.add(waiting());
    }
    mayEnd.release();
    first.get();
    begun.acquire(); // one of the eight runs the next
    assertThat(during).noneMatch(Future::isDone);

    mayEnd.release();
    for (Future<?> each : during) {
      each.get();
    }
    assertThat(begun.availablePermits()).as("no third sync").isZero();
  }

  @Test
  void a_failed_sync_fails_all_who_wait_and_all_who_come_but_nobody_who_was_served()
      throws Exception {
    long served = syncs.wrote();
    mayEnd.release();
    syncs.await(served);
    begun.acquire();
    List<Future<?>> waiting = new ArrayList<>();
    waiting.add(waiting());
    begun.acquire();
    for (int i = 0; i < 7; i++) {
      waiting.add(waiting());
    }
    fails = true;
    mayEnd.release();

    for (Future<?> each : waiting) {
      assertThatThrownBy(each::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("Input/output error");
    }
    assertThatThrownBy(() -> syncs.await(syncs.wrote())).isInstanceOf(IOException.class);
    assertThat(begun.availablePermits()).as("it is not tried again").isZero();
    syncs.await(served);
  }

  @Test
  void waiting_cannot_be_interrupted() throws Exception {
    Future<?> first = waiting();
    begun.acquire();
    Thread second = new Thread(() -> run(syncs.wrote()));
    second.start();
    second.interrupt();
    mayEnd.release();
    first.get();
    begun.acquire();
    assertThat(second.isAlive()).isTrue();
    mayEnd.release();
    second.join();
    assertThat(syncs.failed()).isNull();
  }

  /** Has written when this returns. */
  private Future<?> waiting() {
    long number = syncs.wrote();
    return threads.submit(
        () -> {
          syncs.await(number);
          return null;
        });
  }

  private void run(long number) {
    try {
      syncs.await(number);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
