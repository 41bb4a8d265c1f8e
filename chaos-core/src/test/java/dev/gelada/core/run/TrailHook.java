package dev.gelada.core.run;

import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A store after whose first claim something happens, once, before the claimer gets its answer. */
final class TrailHook implements TrailStore {
  private final TrailStore store;
  private final Runnable event;
  private final RecordType type;
  private boolean done;

  TrailHook(TrailStore store, Runnable event) {
    this(store, RecordType.CLAIMED, event);
  }

  /** The same behind the first record of another type. */
  TrailHook(TrailStore store, RecordType type, Runnable event) {
    this.store = store;
    this.type = type;
    this.event = event;
  }

  /** From now on engines of that world use this store; events use the one behind it. */
  void behind(World world) {
    world.claims = this;
  }

  @Override
  public Head head() throws IOException {
    return store.head();
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    return store.after(sequence);
  }

  @Override
  public Appended append(Head expected, List<TrailRecord> records) throws IOException {
    Appended answer = store.append(expected, records);
    boolean awaited = records.stream().anyMatch(r -> r.type() == type);
    if (awaited && answer == Appended.YES && !done) {
      done = true;
      event.run();
    }
    return answer;
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
