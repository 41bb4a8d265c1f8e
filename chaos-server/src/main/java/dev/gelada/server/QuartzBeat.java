package dev.gelada.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moments by Quartz, with its job store in memory: the plan and the trail hold all that must
 * outlive the process. What repeats is kept by a timer on the interval clock instead, because a
 * trigger that repeats stands still for as long as the wall clock was put back.
 */
final class QuartzBeat implements Beat {
  private static final Logger LOG = LoggerFactory.getLogger(QuartzBeat.class);

  private final Scheduler scheduler;
  private final Map<String, Runnable> tasks = new ConcurrentHashMap<>();
  private final List<Future<?>> repeating = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "gelada-beat");
            thread.setDaemon(true);
            return thread;
          });

  QuartzBeat() {
    Properties settings = new Properties();
    settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "gelada-" + UUID.randomUUID());
    settings.put(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
    settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.put("org.quartz.threadPool.threadCount", "2");
    settings.put("org.quartz.threadPool.makeThreadsDaemons", "true");
    settings.put("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    try {
      scheduler = new StdSchedulerFactory(settings).getScheduler();
      scheduler.setJobFactory((bundle, any) -> new Ring(tasks));
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the scheduler does not start", e);
    }
  }

  @Override
  public void every(Duration period, Runnable task) {
    repeating.add(
        timer.scheduleWithFixedDelay(
            () -> survived(task), 0, period.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** The timer drops a task that throws without a word, and the runner would be there in vain. */
  private static void survived(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error bug) {
      LOG.error("what is done again and again failed this time", bug);
    }
  }

  @Override
  public void at(Instant moment, String key, Runnable task) {
    Date date = Date.from(moment.plusNanos(999_999)); // it knows milliseconds; never too early
    JobDetail job = JobBuilder.newJob(Ring.class).withIdentity(key).build();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(new TriggerKey(key))
            .startAt(date)
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build();
    tasks.put(key, task);
    try {
      scheduler.scheduleJob(job, Set.of(trigger), true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the scheduler does not take " + key, e);
    }
  }

  @Override
  public void close() {
    repeating.forEach(task -> task.cancel(false));
    timer.shutdown();
    try {
      scheduler.shutdown(true);
      timer.awaitTermination(1, TimeUnit.MINUTES);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the scheduler does not end", e);
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the task of its key, once. */
  static final class Ring implements Job {
    private final Map<String, Runnable> tasks;

    Ring(Map<String, Runnable> tasks) {
      this.tasks = tasks;
    }

    @Override
    public void execute(JobExecutionContext context) {
      Runnable task = tasks.remove(context.getJobDetail().getKey().getName());
      if (task != null) {
        task.run();
      }
    }
  }
}
