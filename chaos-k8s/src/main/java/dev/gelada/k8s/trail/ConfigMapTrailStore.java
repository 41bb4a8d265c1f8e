package dev.gelada.k8s.trail;

import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Batches;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trail in one ConfigMap, which any number of processes share: the newest lines are its data, and
 * its {@code resourceVersion} is the only compare-and-set. An append reads, then puts back the
 * whole object with the version that was read, once; what became of a lost answer is seen at the
 * record's place. Reads are never served from a watch or a cache of the server: a GET without
 * {@code resourceVersion} goes to a majority of etcd. What did not change is not sent again: each
 * look first asks for the metadata alone.
 *
 * <p>A ConfigMap holds 1 MiB. Lines that begin something are refused from {@link #ROOM} on, so that
 * halts and settlements still fit; {@link #rotate} makes room.
 *
 * <p>Not promised: that who may write the ConfigMap cannot rewrite the trail (an anchor kept
 * elsewhere finds that), and that a cluster restored from a backup still knows its newest records.
 */
public final class ConfigMapTrailStore implements TrailStore {
  /** Bytes of lines, of the 1 MiB that a ConfigMap may have. */
  static final int ROOM = 900 << 10;

  /** The rest, less what the keys need, is for what ends something. */
  private static final int LAST_ROOM = (1 << 20) - 1024;

  private static final int CONFLICTS = 5;
  private static final Duration APART = Duration.ofMillis(20);

  private final Cluster cluster;
  private final TrailUri uri;
  private final Words words;
  private final Archives archives;
  private volatile boolean closed;

  /** The newest that was read or written here. */
  private @Nullable Held newest;

  /** First of each batch whose fate was left open: no later failure makes it certain. */
  private final Set<String> unsure = ConcurrentHashMap.newKeySet();

  /** Over a ConfigMap that exists. */
  ConfigMapTrailStore(Cluster cluster, TrailUri uri, Held found) {
    this.cluster = cluster;
    this.uri = uri;
    this.words = new Words(uri);
    this.archives = new Archives(uri);
    this.newest = found;
  }

  @Override
  public Head head() throws IOException {
    return look().head();
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    return look().records().stream().filter(record -> record.seq() > sequence);
  }

  private Held look() throws IOException {
    try (Asking asking = asking()) {
      return look(asking);
    }
  }

  private Asking asking() throws IOException {
    if (closed) {
      throw new IOException(uri + ": this store is closed");
    }
    return new Asking(cluster);
  }

  /** As it is now. Two threads may look at once: the later one's may come first. */
  private Held look(Asking asking) throws IOException {
    Held known = known();
    if (known != null && Held.version(got(asking, Asking.METADATA)).equals(known.version())) {
      return known;
    }
    Held now =
        known == null
            ? Held.read(uri.toString(), got(asking, Api.JSON))
            : Held.read(uri.toString(), got(asking, Api.JSON), known);
    if (known != null) {
      now.goesOnFrom(known, uri.toString());
      Head seen = known.head();
      if (seen.sequence() > 0 && now.first() > seen.sequence() + 1) {
        archives.confirm(asking, seen);
      }
    }
    return keep(now);
  }

  private String got(Asking asking, String accept) throws IOException {
    Reply reply = asking.look(uri.map(), accept);
    if (reply instanceof Reply.Yes yes) {
      return yes.body();
    }
    throw reply instanceof Reply.No no && no.code() == Words.NOT_FOUND
        ? words.gone()
        : words.refused("get", reply);
  }

  private synchronized @Nullable Held known() {
    return newest;
  }

  private synchronized Held keep(Held now) {
    Held known = newest;
    if (known == null || now.head().sequence() >= known.head().sequence()) {
      newest = now;
    }
    return now;
  }

  @Override
  public Appended append(Head expected, List<TrailRecord> records) throws IOException {
    Batches.check(expected, records);
    boolean urgent = records.stream().anyMatch(record -> record.type().urgent());
    return once(
        expected,
        records.get(0),
        now -> {
          Held next = now.with(records);
          room(next, urgent);
          return next;
        });
  }

  private void room(Held next, boolean urgent) throws IOException {
    int bytes = next.bytes();
    if (bytes > (urgent ? LAST_ROOM : ROOM)) {
      throw new IOException(
          "%s is full: %d KiB with these records, of %d KiB%s. Nothing was written"
              .formatted(
                  uri,
                  bytes >> 10,
                  (urgent ? LAST_ROOM : ROOM) >> 10,
                  urgent ? "" : " that leave room to end what is open"));
    }
  }

  /** Makes what is to be stored of what is there. */
  private interface Change {
    Held of(Held now) throws IOException;
  }

  private Appended once(Head expected, TrailRecord first, Change change) throws IOException {
    try (Asking asking = asking()) {
      Appended answer = settled(asking, expected, first, change);
      unsure.remove(first.id());
      return answer;
    } catch (UnsureAppend open) {
      unsure.add(first.id());
      throw open;
    } catch (IOException failed) {
      if (unsure.contains(first.id())) {
        throw new UnsureAppend(String.valueOf(failed.getMessage()), failed);
      }
      throw failed;
    }
  }

  private Appended settled(Asking asking, Head expected, TrailRecord first, Change change)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      Held now = look(asking);
      if (!now.head().equals(expected)) {
        return there(asking, now, expected, first);
      }
      Held next = change.of(now);
      Reply reply =
          asking.change(new Api.Request("PUT", uri.map(), Api.JSON, Asking.METADATA, next.body()));
      if (reply instanceof Reply.Yes yes) {
        keep(next.stored(yes.body()));
        return Appended.YES;
      }
      if (Asking.passing(reply)) {
        return seen(asking, expected, first, reply);
      }
      boolean conflict = reply instanceof Reply.No no && no.code() == Words.CONFLICT;
      if (!conflict || attempt == CONFLICTS) {
        throw reply instanceof Reply.No no && no.code() == Words.NOT_FOUND
            ? words.gone()
            : words.refused("update", reply);
      }
      asking.pause(APART.multipliedBy(attempt)); // somebody was faster: see whether it matters
    }
  }

  /** No answer to a change: it may have come through, may still, or never will. */
  private Appended seen(Asking asking, Head expected, TrailRecord first, Reply lost)
      throws UnsureAppend {
    String why = String.valueOf(words.refused("update", lost).getMessage());
    try {
      Held now = look(asking);
      if (!now.head().equals(expected)) {
        return there(asking, now, expected, first);
      }
    } catch (IOException blind) {
      UnsureAppend open = new UnsureAppend(why, blind);
      throw open;
    }
    throw new UnsureAppend(why);
  }

  /** Who stands at h+1: a batch is all there or not at all, so its first record tells. */
  private Appended there(Asking asking, Held now, Head expected, TrailRecord first)
      throws IOException {
    long place = expected.sequence() + 1;
    if (now.head().sequence() < place) {
      throw BadTrail.changed(
          uri.toString(), "ends before record " + expected.sequence() + ", which was seen");
    }
    TrailRecord stands =
        place >= now.first()
            ? now.records().get((int) (place - now.first()))
            : archives.record(asking, place);
    return stands.hash().equals(first.hash()) ? Appended.YES : Appended.MOVED;
  }

  @Override
  public synchronized double fullness() {
    return newest == null ? 0 : Math.min(1, newest.bytes() / (double) ROOM);
  }

  @Override
  public String archiveName(Head last) {
    return archives.name(last);
  }

  /**
   * Writes the archive, which nobody can change afterwards, then the checkpoint in place of its
   * lines. Who stops in between leaves an archive of lines that are still in the trail too; the
   * next rotation of the same head finds it.
   */
  @Override
  public Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
    Batches.checkpoint(expected, checkpoint, archiveName(expected));
    return once(
        expected,
        checkpoint,
        now -> {
          try (Asking asking = asking()) {
            archives.write(asking, now);
          }
          return now.only(checkpoint);
        });
  }

  @Override
  public List<Archive> archives() throws IOException {
    try (Asking asking = asking()) {
      return archives.list(asking);
    }
  }

  @Override
  public Stream<TrailRecord> archived(Archive archive) throws IOException {
    try (Asking asking = asking()) {
      return archives.read(asking, archive).records().stream();
    }
  }

  @Override
  public void forget(Archive archive) throws IOException {
    try (Asking asking = asking()) {
      archives.forget(asking, archive);
    }
  }

  @Override
  public String uri() {
    return uri.toString();
  }

  @Override
  public void close() {
    closed = true; // the connection is its owner's
  }
}
