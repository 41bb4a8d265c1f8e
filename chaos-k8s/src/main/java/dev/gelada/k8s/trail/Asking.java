package dev.gelada.k8s.trail;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Requests of one operation on the trail, within its time. A thread that is interrupted, perhaps
 * because its run is to end, must still be able to write how it ended: the interruption is put
 * aside for the length of the operation. Looks are repeated where their answer was lost; changes
 * never are. To be closed.
 */
final class Asking implements AutoCloseable {
  /** An object without its data. */
  static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

  private static final Duration WHOLE = Duration.ofSeconds(12);
  private static final Duration EACH = Duration.ofSeconds(5);
  private static final Duration LEAST = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LOOKS = 4;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Cluster cluster;
  private final Deadline until;
  private boolean interrupted = Thread.interrupted();

  Asking(Cluster cluster) {
    this.cluster = cluster;
    this.until = Deadline.in(WHOLE, cluster.time());
  }

  /** A look, repeated a few times while there is no answer. */
  Reply look(String path, String accept) {
    Api.Request request = new Api.Request("GET", path, Api.JSON, accept, null);
    for (int attempt = 1; ; attempt++) {
      Reply reply = once(request);
      if (!passing(reply) || attempt == LOOKS || until.passed()) {
        return reply;
      }
      pause(PAUSE.multipliedBy(attempt));
    }
  }

  /** A change, sent once. */
  Reply change(Api.Request request) {
    return once(request);
  }

  /** Whether asking again may help: no answer, or the server is too busy to look at it. */
  static boolean passing(Reply reply) {
    return reply instanceof Reply.Lost
        || (reply instanceof Reply.No no && no.code() == TOO_MANY_REQUESTS);
  }

  void pause(Duration duration) {
    try {
      cluster.time().pause(duration);
    } catch (InterruptedException later) {
      interrupted = true;
    }
  }

  private Reply once(Api.Request request) {
    Duration left = until.atMost(EACH).left();
    try {
      return cluster.api().send(request, left.compareTo(LEAST) < 0 ? LEAST : left);
    } catch (InterruptedIOException now) {
      interrupted |= Thread.interrupted();
      return new Reply.Lost(0, "interrupted while the API server was asked");
    }
  }

  @Override
  public void close() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
