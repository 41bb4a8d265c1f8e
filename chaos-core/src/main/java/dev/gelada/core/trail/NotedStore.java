package dev.gelada.core.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
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

  /** Whether a first record may be there: then the note stays. */
  private volatile boolean unsure;

  NotedStore(TrailStore store, Trails.Noted before, Notes notes) {
    this.store = store;
    this.before = before;
    this.notes = notes;
    this.trail = before.trail();
    this.newest = before.seen();
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
      if (record.seq() == before.seen().sequence() && !record.head().equals(before.seen())) {
        throw unlike("record " + seen() + " is not the one that was seen");
      }
      if (record.seq() == 1 && Entries.of(record) instanceof Entry.Opened opened) {
        if (!before.trail().isEmpty() && !before.trail().equals(opened.trail())) {
          throw unlike("is trail " + opened.trail() + ", and was trail " + before.trail());
        }
        opened(opened.trail());
      }
      seen(record.head());
    } catch (BadTrail bad) {
      throw new UncheckedIOException(bad);
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
