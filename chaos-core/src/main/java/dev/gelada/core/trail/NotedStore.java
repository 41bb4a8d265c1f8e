package dev.gelada.core.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a store against what was noted of it, and notes the newest head when it closes. A process
 * that is killed leaves the note of its start, which is lower and so refuses nothing wrongly.
 */
final class NotedStore implements TrailStore {
  private static final Logger LOG = LoggerFactory.getLogger(NotedStore.class);

  private final TrailStore store;
  private final Trails.Noted before;
  private final Notes notes;
  private String trail;
  private Head newest;
  private long reached;
  private boolean closed;

  /** Whether the noted record was found as it was noted, or is archived and pruned. */
  private volatile boolean found;

  /** Whether a first record may be there: then the note stays. */
  private volatile boolean unsure;

  NotedStore(TrailStore store, Trails.Noted before, Notes notes) {
    this.store = store;
    this.before = before;
    this.notes = notes;
    this.trail = before.trail();
    this.newest = before.seen();
    this.found = before.seen().equals(Head.EMPTY);
  }

  @Override
  public Head head() throws IOException {
    Head head = store.head();
    seen(head);
    notLower();
    return head;
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    Stream<TrailRecord> records = store.after(sequence).peek(this::check);
    // after the last one: asking for the head first would read the file twice
    return Stream.concat(records, Stream.of(this).flatMap(NotedStore::end));
  }

  private Stream<TrailRecord> end() {
    try {
      notLower();
      return Stream.empty();
    } catch (BadTrail lower) {
      throw new UncheckedIOException(lower);
    }
  }

  private synchronized void notLower() throws BadTrail {
    if (reached < before.seen().sequence()) {
      throw unlike("ends at record " + reached + ", and record " + seen() + " was seen");
    }
  }

  private void check(TrailRecord record) {
    try {
      if (record.seq() == seen()) {
        same(record.head());
      }
      boolean summed = record.type() == RecordType.CHECKPOINT && !found && record.seq() > seen();
      if (record.seq() == 1 || summed) {
        String id = Entries.trail(record);
        if (!before.trail().isEmpty() && !before.trail().equals(id)) {
          throw unlike("is trail " + id + ", and was trail " + before.trail());
        }
        opened(id);
      }
      if (summed) {
        archived(record);
      }
      seen(record.head());
    } catch (BadTrail bad) {
      throw new UncheckedIOException(bad);
    }
  }

  private void same(Head there) throws BadTrail {
    if (!there.equals(before.seen())) {
      throw unlike("record " + seen() + " is not the one that was seen");
    }
    found = true;
  }

  /** The noted record stands before a checkpoint: in an archive, unless that was pruned. */
  private void archived(TrailRecord checkpoint) throws BadTrail {
    if (checkpoint.seq() == seen() + 1) {
      same(new Head(seen(), checkpoint.prev()));
      return;
    }
    try {
      for (Archive archive : store.archives()) {
        if (archive.last().sequence() >= seen()) {
          try (Stream<TrailRecord> records = store.archived(archive)) {
            Optional<TrailRecord> there = records.filter(r -> r.seq() == seen()).findFirst();
            if (there.isPresent()) {
              same(there.get().head());
            }
          }
          break;
        }
      }
      found = true;
    } catch (BadTrail unlike) {
      throw unlike;
    } catch (IOException | UncheckedIOException unread) {
      LOG.warn("{}: record {} is archived and cannot be compared", uri(), seen(), unread);
    }
  }

  @Override
  public Appended append(Head expected, List<TrailRecord> records) throws IOException {
    Appended answer =
        expected.equals(Head.EMPTY) ? begin(records) : store.append(expected, records);
    if (answer == Appended.YES) {
      seen(records.get(records.size() - 1).head());
      if (expected.equals(Head.EMPTY)
          && Entries.of(records.get(0)) instanceof Entry.Opened opened) {
        opened(opened.trail());
      }
    }
    return answer;
  }

  /** The first record, which is noted around its append, has no halves. */
  @Override
  public Placed place(Head expected, List<TrailRecord> records) throws IOException {
    if (expected.equals(Head.EMPTY)) {
      return TrailStore.super.place(expected, records);
    }
    Placed placed = store.place(expected, records);
    return new Placed() {
      @Override
      public boolean there() {
        return placed.there();
      }

      @Override
      public Appended settled() throws IOException {
        Appended answer = placed.settled();
        if (answer == Appended.YES) {
          seen(records.get(records.size() - 1).head());
        }
        return answer;
      }
    };
  }

  @Override
  public double fullness() {
    return store.fullness();
  }

  @Override
  public String archiveName(Head last) {
    return store.archiveName(last);
  }

  @Override
  public Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
    Appended answer = store.rotate(expected, checkpoint);
    if (answer == Appended.YES) {
      seen(checkpoint.head());
    }
    return answer;
  }

  @Override
  public List<Archive> archives() throws IOException {
    return store.archives();
  }

  @Override
  public Stream<TrailRecord> archived(Archive archive) throws IOException {
    return store.archived(archive);
  }

  @Override
  public void forget(Archive archive) throws IOException {
    store.forget(archive);
  }

  /** A trail is noted before it has records; one that certainly got none is forgotten again. */
  private Appended begin(List<TrailRecord> records) throws IOException {
    boolean fresh = notes.of(before.uri()).seen().equals(Head.EMPTY);
    if (fresh) {
      notes.write(before);
    }
    try {
      return store.append(Head.EMPTY, records);
    } catch (UnsureAppend open) {
      unsure = true;
      throw open;
    } catch (IOException | RuntimeException failed) {
      if (fresh && !unsure) {
        notes.remove(before.uri());
      }
      throw failed;
    }
  }

  private long seen() {
    return before.seen().sequence();
  }

  private synchronized void seen(Head head) {
    reached = Math.max(reached, head.sequence());
    newest = head.sequence() > newest.sequence() ? head : newest;
  }

  private synchronized void opened(String id) {
    trail = id;
  }

  private BadTrail unlike(String what) {
    return new BadTrail(
        store.uri(),
        what,
        "Records are gone or changed since: see `gelada trail verify`. If the trail was replaced on"
            + " purpose, remove "
            + notes.file(before.uri()));
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Trails.Noted noted = notes.of(before.uri());
      boolean other = !noted.trail().isEmpty() && !Objects.equals(noted.trail(), trail);
      if (!other && newest.sequence() > noted.seen().sequence()) {
        notes.write(new Trails.Noted(before.uri(), trail, newest));
      }
    } catch (IOException later) {
      LOG.warn("the newest head of {} could not be noted", uri(), later);
    } finally {
      store.close();
    }
  }
}
