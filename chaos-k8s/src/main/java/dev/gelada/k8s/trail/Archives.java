package dev.gelada.k8s.trail;

import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore.Archive;
import dev.gelada.core.trail.TrailStore.UnsureAppend;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The archived lines of one trail: immutable ConfigMaps beside it, each named after its last record
 * and found by a label. They belong to nobody, so that whoever deletes the trail does not delete
 * its history.
 */
final class Archives {
  /** Names the trail that the lines were archived from. */
  static final String OF = "gelada/archive-of";

  private static final Logger LOG = LoggerFactory.getLogger(Archives.class);
  private static final int HASH = 12;
  private static final int PAGE = 500;

  private final TrailUri uri;
  private final Words words;
  private final String list;

  Archives(TrailUri uri) {
    this.uri = uri;
    this.words = new Words(uri);
    this.list =
        uri.maps() + "?limit=" + PAGE + "&labelSelector=gelada%2Farchive-of%3D" + uri.name();
  }

  String name(Head last) {
    return "%s-%012d-%s".formatted(uri.name(), last.sequence(), last.hash().substring(0, HASH));
  }

  private String path(String name) {
    return uri.maps() + "/" + name;
  }

  /** Stores these lines for good; the same lines twice are stored once. */
  void write(Asking asking, Held lines) throws IOException {
    String name = name(lines.head());
    Reply reply = asking.change(Api.Request.post(uri.maps(), body(name, lines)));
    if (reply instanceof Reply.Yes) {
      return;
    }
    boolean exists = reply instanceof Reply.No no && no.code() == Words.CONFLICT;
    if (!exists && !Asking.passing(reply)) {
      throw words.refused("create", reply);
    }
    Reply there = asking.look(path(name), Api.JSON);
    if (!(there instanceof Reply.Yes yes)) {
      throw words.refused("create", exists ? there : reply);
    }
    JsonNode found = Held.JSON.readTree(yes.body());
    if (!found.path("data").path(Held.LINES).asString("").equals(lines.text())
        || !found.path("immutable").asBoolean(false)) {
      throw BadTrail.changed(
          uri.namespace() + "/" + name, "an archive of that name has other lines");
    }
  }

  private String body(String name, Held lines) {
    ObjectNode object = Held.JSON.createObjectNode();
    object.put("apiVersion", "v1").put("kind", "ConfigMap").put("immutable", true);
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("name", name).put("namespace", uri.namespace());
    metadata.withObject("labels").put("app.kubernetes.io/managed-by", "gelada").put(OF, uri.name());
    metadata
        .withObject("annotations")
        .put(Held.TRAIL, lines.note(Held.TRAIL))
        .put(Held.SEQUENCE, Long.toString(lines.head().sequence()))
        .put(Held.HASH, lines.head().hash());
    object.withObject("data").put(Held.LINES, lines.text());
    return Held.JSON.writeValueAsString(object);
  }

  /** Oldest first. */
  List<Archive> list(Asking asking) throws IOException {
    List<Archive> all = new ArrayList<>();
    String next = "";
    try {
      do {
        Reply reply =
            asking.look(
                next.isEmpty() ? list : list + "&continue=" + next,
                Api.METADATA_LIST + "," + Api.JSON);
        if (!(reply instanceof Reply.Yes yes)) {
          throw words.refused("list", reply);
        }
        JsonNode page = Held.JSON.readTree(yes.body());
        for (JsonNode item : page.path("items")) {
          JsonNode notes = item.path("metadata").path("annotations");
          all.add(
              new Archive(
                  item.path("metadata").path("name").asString(),
                  new Head(
                      Long.parseLong(notes.path(Held.SEQUENCE).asString("")),
                      notes.path(Held.HASH).asString(""))));
        }
        next = page.path("metadata").path("continue").asString("");
      } while (!next.isEmpty());
    } catch (JacksonException | NumberFormatException odd) {
      throw BadTrail.changed(uri.toString(), "an archive does not name its last record");
    }
    all.sort(Comparator.comparingLong(archive -> archive.last().sequence()));
    return all;
  }

  /** One, checked line by line. */
  Held read(Asking asking, Archive archive) throws IOException {
    String where = uri.namespace() + "/" + archive.name();
    Reply reply = asking.look(path(archive.name()), Api.JSON);
    if (reply instanceof Reply.No no && no.code() == Words.NOT_FOUND) {
      throw new IOException("the archive " + where + " is not there any more");
    }
    if (!(reply instanceof Reply.Yes yes)) {
      throw words.refused("get", reply);
    }
    Held held = Held.read(where, yes.body());
    if (!held.head().equals(archive.last())) {
      throw BadTrail.changed(
          where, "ends with record %d, not %s".formatted(held.head().sequence(), archive.last()));
    }
    return held;
  }

  /**
   * A record that the trail itself does not hold any more.
   *
   * @throws UnsureAppend if its archive was removed: who wrote it cannot be known any more
   */
  TrailRecord record(Asking asking, long sequence) throws IOException {
    for (Archive archive : list(asking)) {
      if (archive.last().sequence() >= sequence) {
        Held held = read(asking, archive);
        if (held.first() <= sequence) {
          return held.records().get((int) (sequence - held.first()));
        }
        break;
      }
    }
    throw new UnsureAppend(
        "%s: record %d was archived, and that archive is not there any more"
            .formatted(uri, sequence));
  }

  /**
   * That a record which was seen is the one that was archived. Where that cannot be read, as after
   * pruning, nothing is known against it: what is open must be ended all the same.
   *
   * @throws BadTrail if it is another one
   */
  void confirm(Asking asking, Head seen) throws BadTrail {
    TrailRecord there;
    try {
      there = record(asking, seen.sequence());
    } catch (IOException unread) {
      LOG.warn("{}: record {} cannot be compared with its archive", uri, seen.sequence(), unread);
      return;
    }
    if (!there.head().equals(seen)) {
      throw BadTrail.changed(
          uri.toString(), "record " + seen.sequence() + " is not the one that was seen");
    }
  }

  /** Deletes one; whoever did it before did no harm. */
  void forget(Asking asking, Archive archive) throws IOException {
    Reply there = asking.look(path(archive.name()), Api.JSON);
    if (gone(there)) {
      return;
    }
    if (!(there instanceof Reply.Yes yes)) {
      throw words.refused("get", there);
    }
    JsonNode metadata = Held.JSON.readTree(yes.body()).path("metadata");
    if (!metadata.path("labels").path(OF).asString("").equals(uri.name())) {
      throw new IOException(archive.name() + " is no archive of " + uri + "; it was left alone");
    }
    ObjectNode options = Held.JSON.createObjectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions");
    options.withObject("preconditions").put("uid", metadata.path("uid").asString(""));
    Reply reply = asking.change(Api.Request.delete(path(archive.name()), options.toString()));
    if (!(reply instanceof Reply.Yes) && !gone(reply)) {
      throw words.refused("delete", reply);
    }
  }

  private static boolean gone(Reply reply) {
    return reply instanceof Reply.No no && no.code() == Words.NOT_FOUND;
  }
}
