package dev.gelada.k8s.event;

import dev.gelada.core.plugin.Connections;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes Events (events.k8s.io/v1), each sent once. The API server keeps them for an hour or so;
 * the trail is what stays. Not thread-safe.
 */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration EACH = Duration.ofSeconds(3);
  private static final String COMPONENT = "gelada";
  private static final String ALL = "default";
  private static final int LONGEST = 1_000;
  private static final int LONGEST_NAME = 200;
  private static final int FORBIDDEN = 403;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Supplier<Connections> with;
  private final String instance = COMPONENT + "-" + UUID.randomUUID();

  /** Rights are given by namespace, and so is a no. */
  private final Set<String> forbidden = new HashSet<>();

  /** Owners' uids, without which {@code kubectl describe} does not show an Event. */
  private final Map<Notice.On, String> uids = new HashMap<>();

  EventWriter(Supplier<Connections> with) {
    this.with = with;
  }

  /** False when no more need to be tried; that is said then. */
  boolean write(Notice notice, Instant at) throws InterruptedException {
    try {
      Cluster cluster = with.get().get(Cluster.class);
      String namespace = notice.on().namespace().isEmpty() ? ALL : notice.on().namespace();
      if (forbidden.contains(namespace)) {
        return true;
      }
      Notice.On on = identified(cluster, notice.on());
      Reply reply =
          cluster
              .api()
              .send(
                  Api.Request.post(
                      "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events",
                      body(notice, on, namespace, at)),
                  EACH);
      if (reply instanceof Reply.No no && no.code() == FORBIDDEN) {
        LOG.warn(
            "no Events are written in {}: {}. Grant create on events in events.k8s.io, as the"
                + " chart's role for events does",
            namespace,
            no.message());
        forbidden.add(namespace);
      } else if (!(reply instanceof Reply.Yes)) {
        LOG.debug("an Event was not written: {}", reply);
      }
      return true;
    } catch (Connections.Unreachable none) {
      LOG.warn("no Events are written: {}", none.getMessage());
      return false;
    } catch (InterruptedIOException late) {
      throw (InterruptedException) new InterruptedException("closing").initCause(late);
    }
  }

  private Notice.On identified(Cluster cluster, Notice.On on) throws InterruptedIOException {
    if (!on.uid().isEmpty()) {
      return on;
    }
    String known = uids.get(on);
    if (known == null) {
      known = uid(cluster.api().send(Api.Request.get(on.path()), EACH));
      if (!known.isEmpty()) {
        uids.put(on, known);
      }
    }
    return on.withUid(known);
  }

  private static String uid(Reply reply) {
    try {
      return reply instanceof Reply.Yes yes
          ? JSON.readTree(yes.body()).path("metadata").path("uid").asString("")
          : "";
    } catch (JacksonException odd) {
      return "";
    }
  }

  private String body(Notice notice, Notice.On on, String namespace, Instant at) {
    ObjectNode event = JSON.createObjectNode();
    event.put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
    String name =
        on.name().length() > LONGEST_NAME ? on.name().substring(0, LONGEST_NAME) : on.name();
    event
        .withObject("metadata")
        .put("name", name + "." + UUID.randomUUID())
        .put("namespace", namespace);
    ObjectNode regarding = event.withObject("regarding");
    regarding.put("apiVersion", on.apiVersion()).put("kind", on.kind()).put("name", on.name());
    if (!on.namespace().isEmpty()) {
      regarding.put("namespace", on.namespace());
    }
    if (!on.uid().isEmpty()) {
      regarding.put("uid", on.uid());
    }
    String text = notice.text();
    event
        .put("eventTime", MICROS.format(at))
        .put("type", notice.warning() ? "Warning" : "Normal")
        .put("reason", notice.reason())
        .put("action", notice.action())
        .put("reportingController", COMPONENT)
        .put("reportingInstance", instance)
        .put("note", text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    return JSON.writeValueAsString(event);
  }
}
