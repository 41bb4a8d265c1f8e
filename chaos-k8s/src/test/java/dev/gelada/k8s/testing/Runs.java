package dev.gelada.k8s.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Errand;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** Files run on a trail of their own, as the command line would, against a real API server. */
public final class Runs implements AutoCloseable {
  private static final Actor ACTOR = new Actor("test", "t", "h", "none");

  private final Gelada gelada;
  private final OnTrail trail;

  private Runs(TrailStore store, Map<String, String> environment, Path stateFolder) {
    this.gelada =
        Gelada.builder().environment(environment).stateFolder(stateFolder).version("test").build();
    this.trail = gelada.on(store, ACTOR, List.of());
  }

  /** On a trail in memory. */
  public static Runs inMemory(Map<String, String> environment, Path stateFolder)
      throws IOException {
    TrailStore store = new MemoryTrailStore();
    create(store);
    return new Runs(store, environment, stateFolder);
  }

  /** On a trail in a file, created if there is none. */
  public static Runs inFile(Path trail, Map<String, String> environment, Path stateFolder)
      throws IOException {
    if (!Files.exists(trail)) {
      try (TrailStore created = FileTrailStore.create(trail, new SystemTime())) {
        create(created);
      }
    }
    return new Runs(FileTrailStore.open(trail, new SystemTime()), environment, stateFolder);
  }

  private static void create(TrailStore store) throws IOException {
    Trail.create(
        new Trail.Parts(
            store, new SystemTime(), ACTOR, List.of(), new Redactor(), new SecureRandom()),
        "test");
  }

  /** The trail. */
  public OnTrail trail() {
    return trail;
  }

  /** What the operator allows: {@code attended: true}, {@code attacks: [delete-pod]}. */
  public void allow(String what) throws IOException {
    Loaded<Policy> loaded =
        trail.policy("policy", "policy: 1\nallow: {%s}\n".formatted(what), "a test");
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
  }

  /** Runs a file to its end; it must be right. */
  public Outcome run(String yaml) throws Exception {
    return trail.run(errand(yaml, Wish.PLAIN), Progress.SILENT);
  }

  /** One to be planned or run. */
  public Errand errand(String yaml, Wish wish) throws IOException {
    Loaded<Experiment> loaded =
        gelada.files().experiment("f", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return trail.errand(((Loaded.Ok<Experiment>) loaded).value(), wish);
  }

  @Override
  public void close() throws IOException {
    trail.close();
    gelada.close();
  }
}
