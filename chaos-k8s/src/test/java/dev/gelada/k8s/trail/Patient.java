package dev.gelada.k8s.trail;

import dev.gelada.core.testing.Await;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Asks again as a trail does: after any trouble, but for a trail that must not be trusted. */
final class Patient implements TrailStore {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TrailStore store;
  private final AtomicInteger unsure;

  Patient(TrailStore store, AtomicInteger unsure) {
    this.store = store;
    this.unsure = unsure;
  }

  private interface Ask<T> {
    T now() throws IOException;
  }

  private <T> T answer(Ask<T> ask) throws IOException {
    AtomicReference<T> answer = new AtomicReference<>();

    try {
      Await.until(
          "an answer",
          LONG,
          () -> {
            try {
              answer.set(ask.now());
              return true;
            } catch (BadTrail bad) {
              throw bad;
            } catch (UnsureAppend open) {
              unsure.incrementAndGet();
              return false;
            } catch (IOException again) {
              return false;
            }
          });
    } catch (IOException | RuntimeException told) {
      throw told;
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
    return Objects.requireNonNull(answer.get());
  }

  @Override
  public Head head() throws IOException {
    return answer(store::head);
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    return answer(() -> store.after(sequence));
  }

  @Override
  public Appended append(Head expected, List<TrailRecord> records) throws IOException {
    return answer(() -> store.append(expected, records));
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
    return answer(() -> store.rotate(expected, checkpoint));
  }

  @Override
  public List<Archive> archives() throws IOException {
    return answer(store::archives);
  }

  @Override
  public Stream<TrailRecord> archived(Archive archive) throws IOException {
    return answer(() -> store.archived(archive));
  }

  @Override
  public void forget(Archive archive) throws IOException {
    answer(
        () -> {
          store.forget(archive);
          return true;
        });
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
