package dev.gelada.cli.campaign;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Halt;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A plain Gelada in this very process, for what needs no process of its own. */
final class OwnGelada implements AutoCloseable {
  private final Gelada gelada;
  private final OnTrail on;
  private final FirstRead store;

  private OwnGelada(Gelada gelada, FirstRead store) {
    this.gelada = gelada;
    this.store = store;
    this.on = gelada.on(store, Stage.ACTOR, List.of());
  }

  static OwnGelada on(Stage stage) throws IOException {
    return new OwnGelada(
        Gelada.builder().stateFolder(stage.folder()).version("test").build(),
        new FirstRead(FileTrailStore.open(stage.trail(), new SystemTime())));
  }

  /** Runs a file; its exit code. */
  int run(Path file) throws IOException {
    Loaded<Experiment> loaded = gelada.files().experiment(file);
    if (loaded instanceof Loaded.Ok<Experiment> ok) {
      return on.run(on.errand(ok.value(), Wish.PLAIN), Progress.SILENT).exit();
    }
    throw new IllegalArgumentException(loaded.toString());
  }

  /** Sets a policy that names these attacks, and limits nothing. */
  void allow(List<String> attacks) throws IOException {
    String text = "policy: 1\nwhy: campaign\nallow: {attacks: %s}\n".formatted(attacks);
    if (!(on.policy("policy", text, "campaign") instanceof Loaded.Ok)) {
      throw new IllegalArgumentException(text);
    }
  }

  /** Halts and waits until it is quiet. */
  Halt.Quiet halt() throws IOException, InterruptedException {
    return on.halt("campaign", recorded -> {});
  }

  void resume() throws IOException {
    on.resume("campaign");
  }

  /** The number of the newest record when this object read the trail for the first time. */
  long firstRead() {
    return store.first.get();
  }

  @Override
  public void close() throws IOException {
    on.close();
    gelada.close();
  }

  /** Remembers where the trail ended when it was read first. */
  private static final class FirstRead implements TrailStore {
    private final TrailStore store;
    private final AtomicLong reading = new AtomicLong();
    private final AtomicLong first = new AtomicLong(-1);

    private FirstRead(TrailStore store) {
      this.store = store;
    }

    @Override
    public Head head() throws IOException {
      Head head = store.head();
      first.compareAndSet(-1, head.sequence());
      return head;
    }

    @Override
    public Stream<TrailRecord> after(long sequence) throws IOException {
      return store
          .after(sequence)
          .peek(record -> reading.accumulateAndGet(record.seq(), Math::max))
          .onClose(() -> first.compareAndSet(-1, reading.get()));
    }

    @Override
    public Appended append(Head expected, List<TrailRecord> records) throws IOException {
      return store.append(expected, records);
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
}
