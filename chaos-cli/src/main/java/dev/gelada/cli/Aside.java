package dev.gelada.cli;

import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.server.Announcements;
import dev.gelada.server.Shelf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells news on a thread of its own: a terminal that stands still, or a pipe that nobody reads,
 * must not hold up what the news is about. What does not fit into the queue is dropped and counted;
 * the trail has it.
 */
final class Aside implements Announcements, TrailListener, AutoCloseable {
  private static final int ROOM = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ServeNews to;
  private final AtomicLong dropped = new AtomicLong();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(ROOM),
          task -> {
            Thread teller = new Thread(task, "gelada-news");
            teller.setDaemon(true);
            return teller;
          },
          (task, full) -> dropped.incrementAndGet());

  Aside(ServeNews to) {
    this.to = to;
  }

  private void later(Runnable news) {
    thread.execute(
        () -> {
          long lost = dropped.getAndSet(0);
          if (lost > 0) {
            to.trouble(
                "%d lines of news were dropped; gelada trail show tells them".formatted(lost));
          }
          news.run();
        });
  }

  @Override
  public void shelf(Shelf shelf) {
    later(() -> to.shelf(shelf));
  }

  @Override
  public void planned(DayPlan plan) {
    later(() -> to.planned(plan));
  }

  @Override
  public void missed(List<PlannedRun> runs, Map<PlannedRun, String> why) {
    Map<PlannedRun, String> reasons = Map.copyOf(why);
    later(() -> to.missed(runs, reasons));
  }

  @Override
  public void next(Upcoming upcoming) {
    later(() -> to.next(upcoming));
  }

  @Override
  public void ended(PlannedRun run, Outcome outcome) {
    later(() -> to.ended(run, outcome));
  }

  @Override
  public void trouble(String words) {
    later(() -> to.trouble(words));
  }

  @Override
  public void well(String words) {
    later(() -> to.well(words));
  }

  @Override
  public void recorded(TrailRecord written) {
    later(() -> to.recorded(written));
  }

  /** Waits a moment for what is still to be told. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
