package dev.gelada.junit.scope;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;

/** What has to be there before a fault. */
final class Beginning {
  private Beginning() {}

  /** A trail with its first record. Nobody makes one by the way; this one is a test's own. */
  static TrailStore trail(Actor actor, Timekeeper time) {
    TrailStore store = new MemoryTrailStore();
    try {
      Trail unused =
          Trail.create(
              new Trail.Parts(store, time, actor, List.of(), new Redactor(), new SecureRandom()),
              "chaos-junit");
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An experiment from its file.
   *
   * @throws FaultRefused if anything is wrong with it, with all of that
   */
  static Experiment experiment(Gelada gelada, String name, byte[] file) {
    Loaded<Experiment> loaded = gelada.files().experiment(name, file);
    if (loaded instanceof Loaded.Ok<Experiment> ok) {
      return ok.value();
    }
    throw new FaultRefused(
        loaded instanceof Loaded.Bad<Experiment> bad
            ? bad.problems().stream().map(Object::toString).collect(Collectors.joining("\n"))
            : name);
  }

  /** The same, if it is for targets of the test and what it launches itself, and nobody else. */
  static Experiment ofOwnTargets(Gelada gelada, String name, byte[] file) {
    Experiment experiment = experiment(gelada, name, file);
    List<String> others =
        experiment.targets().values().stream()
            .filter(aim -> !aim.owned())
            .map(aim -> "%s (%s)".formatted(aim.name(), aim.source()))
            .toList();
    if (!others.isEmpty()) {
      throw new FaultRefused(
          ("%s: a test strikes its own targets alone, {test: {name: …}}, or what the file launches;"
                  + " not %s.")
              .formatted(name, String.join(", ", others)));
    }
    return experiment;
  }
}
