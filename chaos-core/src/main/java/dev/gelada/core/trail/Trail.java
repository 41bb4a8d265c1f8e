package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A trail as the rest of Gelada sees it: a ledger to judge by, and a compare-and-set to act on.
 * Whatever comes from the store is checked (numbers, chain, hashes) before it counts. Thread-safe.
 */
public final class Trail implements AutoCloseable {
  /** How far this clock may be behind the last record before nothing may begin. */
  public static final Duration MAX_SKEW = Duration.ofSeconds(5);

  private final Parts parts;
  private final Pauses pauses;
  private final Reading reading;

  private final Sending sending;
  private final Rotation rotation;

  /**
   * What a trail is made of.
   *
   * @param store where the records are; closed with the trail
   * @param time both clocks
   * @param actor who writes
   * @param listeners are told of each record written here
   * @param redactor knows the secrets
   * @param ids where ids come from; used under a lock
   * @param retention how long a rotated trail remembers what is over
   */
  public record Parts(
      TrailStore store,
      Timekeeper time,
      Actor actor,
      List<TrailListener> listeners,
      Redactor redactor,
      RandomGenerator ids,
      Retention retention) {
    /** With the usual retention. */
    public Parts(
        TrailStore store,
        Timekeeper time,
        Actor actor,
        List<TrailListener> listeners,
        Redactor redactor,
        RandomGenerator ids) {
      this(store, time, actor, listeners, redactor, ids, Retention.USUAL);
    }

    public Parts {
      Objects.requireNonNull(store, "store");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(actor, "actor");
      listeners = List.copyOf(listeners);
      Objects.requireNonNull(redactor, "redactor");
      Objects.requireNonNull(ids, "ids");
      Objects.requireNonNull(retention, "retention");
    }
  }

  /**
   * Entries that go in together.
   *
   * @param run whose; empty outside a run
   * @param why in the writer's words; cleaned of secrets
   * @param dry whether they are of a dry run
   * @param entries at least one, unless nothing is to be appended
   */
  public record Batch(String run, String why, boolean dry, List<Entry> entries) {
    public Batch {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(why, "why");
      entries = List.copyOf(entries);
    }

    /** Ends something or says how something ended: never waits for others. */
    boolean urgent() {
      return entries.stream().anyMatch(entry -> entry.type().urgent());
    }

    private boolean begins() {
      return !dry
          && entries.stream()
              .anyMatch(e -> e instanceof Entry.Claimed || e instanceof Entry.Started);
    }
  }

  /** A certain answer. */
  public sealed interface Answer {
    /**
     * They are there, durably.
     *
     * @param after the ledger that holds them
     * @param records as they were written
     */
    record Written(Ledger after, List<TrailRecord> records) implements Answer {}

    /** Something that matters came in between, and nothing was written: judge again. */
    record Moved() implements Answer {}
  }

  /** A trail over an existing store; reads nothing yet. */
  public Trail(Parts parts) {
    this.parts = parts;
    this.pauses = new Pauses(parts.time(), parts.ids());
    this.reading = new Reading(parts.store());
    this.sending = new Sending(parts.store(), reading, pauses, parts.listeners());
    this.rotation = new Rotation(parts, reading, pauses, this::id);
  }

  /**
   * Writes the first record, with a fresh trail id.
   *
   * @param version the Gelada that does it
   * @throws IOException if there are records already
   */
  public static Trail create(Parts parts, String version) throws IOException {
    Trail trail = new Trail(parts);
    Head head = parts.store().head();
    Entry opened = new Entry.Opened(trail.id(), version);
    Batch batch = new Batch("", "", false, List.of(opened));
    Deadline until = Deadline.in(Duration.ofSeconds(20), parts.time());
    if (!head.equals(Head.EMPTY)
        || trail.append(Ledger.empty(), batch, until) instanceof Answer.Moved) {
      throw new IOException(
          parts.store().uri() + " is a trail already; use it, or name another place");
    }
    return trail;
  }

  /** Where it is, as it may be given to {@code --trail}. */
  public String uri() {
    return parts.store().uri();
  }

  /**
   * Reads to the head and folds. Blocks for the store.
   *
   * @throws BadTrail if there is no trail, if it does not verify, or if its head is lower than, or
   *     unlike, one seen before
   */
  public Ledger read() throws IOException {
    return reading.look().ledger();
  }

  /**
   * One compare-and-set on the head of {@code on}, durable before it is answered; several threads
   * share a sync if the store can. Unsure answers are resolved by asking again until {@code until};
   * neutral and dry records of others that came in between do not matter. A store that is half full
   * is rotated first, unless this is urgent; a failure of that alone does not matter either.
   *
   * @throws TrailStore.UnsureAppend if neither was known by then: the records may be there or come
   * @throws ClockSkew if this would begin something and this clock is too far behind
   * @throws SecretInRecord if a claim or launch holds a known secret
   * @throws IllegalArgumentException for an empty batch, a settlement of what nobody claimed, or a
   *     claim on a halted ledger: it would spoil the trail
   * @throws IOException if certainly nothing was and nothing will be appended
   */
  public Answer append(Ledger on, Batch batch, Deadline until) throws IOException {
    Draft draft = new Draft(on, batch, parts.actor(), parts.redactor());
    if (reading.reached(on.head()) == null) {
      reading.look(); // so that what is written can be folded without asking the store again
    }
    if (!batch.urgent()) {
      rotation.ifDue(until);
    }
    for (boolean full = false; ; ) {
      Sending.Sent sent = sending.send(reached -> chained(draft, batch, on, reached));
      if (sent == null) {
        return new Answer.Moved();
      }
      try {
        if (sending.written(sent, batch.urgent(), until)) {
          return written(sent.records());
        }
      } catch (TrailStore.UnsureAppend open) {
        throw open;
      } catch (IOException failed) {
        if (full || !rotation.made(until)) {
          throw failed;
        }
        full = true; // for want of room, as it seems: once more with more of it
        continue;
      }
      Reading.Seen seen = reading.look();
      if (seen.weighty() > on.head().sequence() || until.passed()) {
        return new Answer.Moved();
      }
      if (seen.ledger().head().sequence() <= sent.on().sequence()) {
        throw new IOException(uri() + " says that its head moved and shows nothing new");
      }
    }
  }

  private Answer written(List<TrailRecord> records) throws IOException {
    Ledger after = reading.reached(records.get(records.size() - 1).head());
    return new Answer.Written(after != null ? after : reading.look().ledger(), records);
  }

  /** Null if something that matters stands behind {@code on} already. */
  private @Nullable List<TrailRecord> chained(
      Draft draft, Batch batch, Ledger on, Reading.Reached reached) throws ClockSkew {
    if (reached.weighty() > on.head().sequence()) {
      return null;
    }
    Instant own = parts.time().instant();
    Instant last = reached.at();
    if (batch.begins() && own.plus(MAX_SKEW).isBefore(last)) {
      throw new ClockSkew(own, last, MAX_SKEW);
    }
    return draft.on(reached.head(), own.isBefore(last) ? last : own, this::id);
  }

  /**
   * Reads, decides, appends; again while something that matters comes in between, with growing
   * random pauses unless the batch is urgent.
   *
   * @param decide answers null or an empty batch to append nothing; may be asked several times
   * @return the ledger after
   * @throws IOException as {@link #append}, or if the head still moved at {@code until}
   */
  public Ledger commit(Function<Ledger, @Nullable Batch> decide, Deadline until)
      throws IOException {
    for (int attempt = 0; ; attempt++) {
      Ledger ledger = read();
      Batch batch = decide.apply(ledger);
      if (batch == null || batch.entries().isEmpty()) {
        return ledger;
      }
      if (append(ledger, batch, until) instanceof Answer.Written written) {
        return written.after();
      }
      if (until.passed()) {
        throw new IOException(
            uri()
                + ": others kept writing until the time was over; nothing was written. Try again");
      }
      if (!batch.urgent() && !pauses.brief(attempt)) {
        throw new InterruptedIOException("interrupted; nothing was written to " + uri());
      }
    }
  }

  TrailStore store() {
    return parts.store();
  }

  /** Closes the store. */
  @Override
  public void close() throws IOException {
    parts.store().close();
  }

  private String id() {
    synchronized (parts.ids()) {
      return HexFormat.of().toHexDigits(parts.ids().nextLong())
          + HexFormat.of().toHexDigits(parts.ids().nextLong());
    }
  }
}
