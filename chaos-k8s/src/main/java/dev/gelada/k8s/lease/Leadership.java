package dev.gelada.k8s.lease;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Contends for a Lease, for ever: one of several runners leads, and when it dies, stands still or
 * cannot reach the API server, another one does within about {@link #LASTS}. It decides only who
 * begins what is due; that nothing is struck twice or too often is the trail's doing, and stays so
 * when two lead for a moment, as clocks and networks sometimes will have it.
 *
 * <p>Others' leases are timed by this process's own clock, from when it saw them change; the times
 * that they write are not looked at. {@link #leading} is false as soon as the last renewal is older
 * than {@link #RENEWED}, also while no request comes back. Nothing but {@link #close} ends it: no
 * outage is too long. Thread-safe.
 */
public final class Leadership implements AutoCloseable {
  /** The Lease's name, in Gelada's own namespace. */
  public static final String NAME = "gelada";

  /** Others wait so long after the last change that they saw. */
  static final Duration LASTS = Duration.ofSeconds(15);

  /** Whoever leads stops so long after the last renewal that it knows of. */
  static final Duration RENEWED = Duration.ofSeconds(10);

  /** Between two attempts. */
  static final Duration AGAIN = Duration.ofSeconds(2);

  private static final Duration EACH = Duration.ofSeconds(4);
  private static final Duration LAST_WORD = Duration.ofSeconds(2);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Cluster cluster;
  private final Timekeeper time;
  private final String self;
  private final News news;
  private final String leases;
  private final Thread thread;
  private volatile boolean closed;

  /** When the renewal that succeeded last was sent; null while another one leads. */
  private volatile @Nullable Sent renewed;

  private @Nullable LeaseRecord seen;
  private String seenState = "";
  private long seenAt;
  private boolean toldLeading;
  private String told = "";

  /** A moment on both clocks: one may stop in a suspend, the other may be set. */
  private record Sent(long nanos, Instant wall) {
    static Sent now(Timekeeper time) {
      return new Sent(time.nanos(), time.instant());
    }

    boolean within(Duration duration, Timekeeper time) {
      Duration wall = Duration.between(wall(), time.instant());
      return time.nanos() - nanos < duration.toNanos() && wall.compareTo(duration) < 0;
    }
  }

  /** Is told of changes, by the thread that contends; may not block. */
  public interface News {
    /** This process leads from now on. */
    void leads();

    /**
     * It does not, or does no longer.
     *
     * @param words who does, or why it is not known
     */
    void follows(String words);
  }

  private Leadership(Cluster cluster, String self, News news) {
    this.cluster = cluster;
    this.time = cluster.time();
    this.self = self;
    this.news = news;
    this.leases = "/apis/coordination.k8s.io/v1/namespaces/" + cluster.access().home() + "/leases";
    this.thread = new Thread(this::contend, "gelada-lease");
    thread.setDaemon(true);
  }

  /**
   * Begins to contend, on a thread of its own; to be closed.
   *
   * @param self names this process, unlike any other
   */
  public static Leadership contend(Cluster cluster, String self, News news) {
    Leadership leadership = new Leadership(cluster, self, news);
    leadership.thread.start();
    return leadership;
  }

  /** Whether this process leads now, as far as it can know. Never blocks. */
  public boolean leading() {
    Sent last = renewed;
    return !closed && last != null && last.within(RENEWED, time);
  }

  private void contend() {
    while (!closed) {
      try {
        String trouble = attempt();
        tell(trouble);
        time.pause(AGAIN);
      } catch (InterruptedIOException | InterruptedException end) {
        return; // only close interrupts
      } catch (RuntimeException bug) {
        tell("the Lease cannot be read: " + bug);
        pauseAfterBug();
      }
    }
  }

  private void pauseAfterBug() {
    try {
      time.pause(AGAIN);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes or renews it if that is possible; answers why not, or an empty text. */
  private String attempt() throws InterruptedIOException {
    Reply found = cluster.api().send(Api.Request.get(leases + "/" + NAME), EACH);
    if (code(found, NOT_FOUND)) {
      Sent sent = Sent.now(time);
      String home = cluster.access().home();
      return taken(
          sent,
          cluster
              .api()
              .send(
                  Api.Request.post(leases, LeaseRecord.fresh(home, NAME, self, LASTS, sent.wall())),
                  EACH));
    }
    if (!(found instanceof Reply.Yes yes)) {
      return words("get", found);
    }
    LeaseRecord now = observe(LeaseRecord.read(yes.body()));
    boolean mine = now.holder().equals(self);
    if (!mine && !now.holder().isEmpty() && !expired(now)) {
      renewed = null;
      return now.holder() + " leads";
    }
    Sent sent = Sent.now(time);
    return taken(
        sent,
        cluster
            .api()
            .send(Api.Request.put(leases + "/" + NAME, now.held(self, LASTS, sent.wall())), EACH));
  }

  private LeaseRecord observe(LeaseRecord now) {
    if (!now.state().equals(seenState)) {
      seenState = now.state();
      seenAt = time.nanos();
    }
    seen = now;
    return now;
  }

  private boolean expired(LeaseRecord now) {
    return time.nanos() - seenAt >= now.lasts().toNanos();
  }

  private String taken(Sent sent, Reply reply) {
    if (reply instanceof Reply.Yes yes) {
      observe(LeaseRecord.read(yes.body()));
      renewed = sent;
      return "";
    }
    return code(reply, CONFLICT) ? "another one was faster" : words("create and update", reply);
  }

  private static boolean code(Reply reply, int code) {
    return reply instanceof Reply.No no && no.code() == code;
  }

  private String words(String verbs, Reply reply) {
    String home = cluster.access().home();
    if (reply instanceof Reply.No no) {
      return "no right to %s leases in %s: %s".formatted(verbs, home, no.message());
    }
    return "the API server cannot be asked for the Lease"
        + (reply instanceof Reply.Lost lost ? ": " + lost.why() : "");
  }

  private void tell(String trouble) {
    boolean leading = leading();
    if (leading && !toldLeading) {
      toldLeading = true;
      told = "";
      news.leads();
    } else if (!leading && (toldLeading || !trouble.equals(told))) {
      toldLeading = false;
      told = trouble;
      news.follows(trouble);
    }
  }

  /** Stops contending, and gives the Lease up so that another one need not wait; bounded. */
  @Override
  public void close() {
    boolean led = leading();
    closed = true;
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(3));
      LeaseRecord last = seen;
      if (led && !thread.isAlive() && last != null && last.holder().equals(self)) {
        cluster
            .api()
            .send(Api.Request.put(leases + "/" + NAME, last.released(time.instant())), LAST_WORD);
      }
    } catch (InterruptedException | InterruptedIOException again) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
