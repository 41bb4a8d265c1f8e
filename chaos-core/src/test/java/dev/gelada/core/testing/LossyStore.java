package dev.gelada.core.testing;

import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A store behind a bad network: it loses requests, loses answers after they took effect, lets
 * requests take effect later, and sends them twice. What it does answer is true. Thread-safe.
 */
public final class LossyStore implements TrailStore {
  private final TrailStore store;
  private final RandomGenerator chance;
  private final double loss;
  private final List<Request> underWay = new ArrayList<>();

  private record Request(Head expected, List<TrailRecord> records, boolean rotation) {}

  /**
   * Makes it lossy.
   *
   * @param loss how likely each kind of trouble is, 0 to 1
   */
  public LossyStore(TrailStore store, RandomGenerator chance, double loss) {
    this.store = store;
    this.chance = chance;
    this.loss = loss;
  }

  @Override
  public synchronized Head head() throws IOException {
    arrive(loss);
    return store.head();
  }

  @Override
  public synchronized Stream<TrailRecord> after(long sequence) throws IOException {
    arrive(loss);
    return store.after(sequence);
  }

  @Override
  public synchronized Appended append(Head expected, List<TrailRecord> records) throws IOException {
    return sent(new Request(expected, records, false));
  }

  @Override
  public synchronized Appended rotate(Head expected, TrailRecord checkpoint) throws IOException {
    return sent(new Request(expected, List.of(checkpoint), true));
  }

  private Appended sent(Request request) throws IOException {
    arrive(loss);
    if (chance.nextDouble() < loss) {
      throw new UnsureAppend("the request was lost");
    }
    if (chance.nextDouble() < loss) {
      underWay.add(request);
      throw new UnsureAppend("the request is still under way");
    }
    Appended answer = done(request);
    if (chance.nextDouble() < loss) {
      answer = done(request); // a client that sends twice on its own
    }
    if (chance.nextDouble() < loss) {
      throw new UnsureAppend("the answer was lost");
    }
    return answer;
  }

  private Appended done(Request request) throws IOException {
    return request.rotation()
        ? store.rotate(request.expected(), request.records().get(0))
        : store.append(request.expected(), request.records());
  }

  /** Lets everything that is still under way arrive. */
  public synchronized void settle() throws IOException {
    arrive(1);
  }

  private void arrive(double likely) throws IOException {
    for (Iterator<Request> each = underWay.iterator(); each.hasNext(); ) {
      Request request = each.next();
      if (chance.nextDouble() < likely) {
        each.remove();
        try {
          done(request);
        } catch (IOException late) {
          // full, or archived and removed by now: nobody listens to the answer
        }
      }
    }
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
  public synchronized List<Archive> archives() throws IOException {
    return store.archives();
  }

  @Override
  public synchronized Stream<TrailRecord> archived(Archive archive) throws IOException {
    return store.archived(archive);
  }

  @Override
  public synchronized void forget(Archive archive) throws IOException {
    store.forget(archive);
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
