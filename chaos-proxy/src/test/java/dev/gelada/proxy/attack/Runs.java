package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Files run on a trail of their own, as the command line would. */
final class Runs implements AutoCloseable {
  private static final Actor ACTOR = new Actor("test", "t", "h", "none");

  final Gelada gelada;
  final OnTrail trail;
  private final TrailStore store;

  private Runs(TrailStore store, Path stateFolder) {
    this.store = store;
    this.gelada =
        Gelada.builder().environment(Map.of()).stateFolder(stateFolder).version("test").build();
    this.trail = gelada.on(store, ACTOR, List.of());
  }

  /** A trail in memory. */
  static Runs inMemory(Path stateFolder) throws IOException {
    TrailStore store = new MemoryTrailStore();
    create(store);
    return new Runs(store, stateFolder);
  }

  /** A trail in a file, created if there is none. */
  static Runs inFile(Path trail, Path stateFolder) throws IOException {
    if (!Files.exists(trail)) {
      try (TrailStore created = FileTrailStore.create(trail, new SystemTime())) {
        create(created);
      }
    }
    return new Runs(FileTrailStore.open(trail, new SystemTime()), stateFolder);
  }

  private static void create(TrailStore store) throws IOException {
    Trail.create(
        new Trail.Parts(
            store, new SystemTime(), ACTOR, List.of(), new Redactor(), new SecureRandom()),
        "test");
  }

  /** A file with one target named {@code echo}. */
  static String file(String source, String steps) {
    return """
        gelada: 1
        name: endpoint-run
        why: The run is a test
        targets:
          echo: {endpoints: %s}
        limits: {window: {always: true, zone: UTC}, perGroup: unlimited}
        steps: [%s]
        """
        .formatted(source, steps);
  }

  /** Loads it; it must be right. */
  Experiment load(String yaml) {
    Loaded<Experiment> loaded =
        gelada.files().experiment("f", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok<Experiment>) loaded).value();
  }

  /** Runs it to its end. */
  Outcome run(String yaml) throws Exception {
    return trail.run(trail.errand(load(yaml), Wish.PLAIN), Progress.SILENT);
  }

  /** Runs it beside the test. */
  FutureTask<Outcome> start(String yaml) {
    Callable<Outcome> run = () -> run(yaml);
    FutureTask<Outcome> running = new FutureTask<>(run);
    Thread thread = new Thread(running, "test-run");
    thread.setDaemon(true);
    thread.start();
    return running;
  }

  /** What was noted. */
  List<String> notes() throws Exception {
    List<String> notes = new ArrayList<>();
    try (Stream<TrailRecord> records = store.after(0)) {
      for (TrailRecord each : records.toList()) {
        if (Entries.of(each) instanceof Entry.Note note) {
          notes.add(note.text());
        }
      }
    }
    return notes;
  }

  @Override
  public void close() throws IOException {
    trail.close();
    gelada.close();
  }
}
