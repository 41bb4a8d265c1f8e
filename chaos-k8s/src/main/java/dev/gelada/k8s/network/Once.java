package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reply;
import dev.gelada.k8s.cluster.Trouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Requests that are sent once, within what is left, and whose interruption is one. */
record Once(Cluster cluster) {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Sends it. */
  Reply send(Api.Request request, Deadline deadline) throws InterruptedException {
    try {
      return cluster.api().send(request, deadline.atMost(ANSWER).left());
    } catch (InterruptedIOException stopped) {
      Thread.interrupted(); // said by the exception from here on
      throw (InterruptedException)
          new InterruptedException(stopped.getMessage()).initCause(stopped);
    }
  }

  /**
   * The object at that path; empty if there is none.
   *
   * @throws IOException if that could not be found out
   */
  Optional<Item> get(String path, Deadline deadline) throws IOException, InterruptedException {
    Reply reply = send(Api.Request.get(path), deadline);
    if (reply instanceof Reply.Yes yes) {
      return Optional.of(new Item(JsonMapper.shared().readTree(yes.body())));
    }
    if (reply instanceof Reply.No no && no.code() == 404) {
      return Optional.empty();
    }
    throw Trouble.of("read " + path, reply);
  }
}
