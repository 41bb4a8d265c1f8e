package dev.gelada.cli;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.Trails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which trail a command works on, and the few that are made without being asked for. */
final class TrailDesk {
  private final Surroundings around;
  private final Actor actor;
  private final Trails trails;

  TrailDesk(Surroundings around, Actor actor) {
    this.around = around;
    this.actor = actor;
    this.trails = new Trails(around.environment(), around.time());
  }

  Actor actor() {
    return actor;
  }

  /**
   * An open trail.
   *
   * @param store to be closed, by whoever works on it
   * @param uri where it is, or will be
   * @param because why it is this one, in words
   */
  record Chosen(TrailStore store, String uri, String because) {
    Chosen(TrailStore store, String because) {
      this(store, store.uri(), because);
    }

    String words() {
      return "Trail %s (%s)".formatted(uri, because);
    }
  }

  /** The file that is meant, there or not. */
  Trails.Choice choice(TrailOption option) throws IOException {
    if (option.uri != null) {
      around.redactor().addPasswords(option.uri);
    }
    return trails.choose(option.uri);
  }

  /** The trail that is meant; a missing one is an error. */
  Chosen open(TrailOption option) throws IOException {
    Trails.Choice choice = choice(option);
    return new Chosen(trails.open(choice.file()), choice.because());
  }

  /** One that was noted. */
  TrailStore open(Path file) throws IOException {
    return trails.open(file);
  }

  /** Every trail that this user has opened. */
  Trails.AllNoted noted() throws IOException {
    return trails.noted();
  }

  /** The file in which a trail is noted, if it is. */
  Path note(Path file) throws IOException {
    return trails.note(file.toAbsolutePath().toString());
  }

  /** For a run: files that attack only what they start get a trail of their own. */
  Chosen toRun(TrailOption option, Experiment experiment) throws IOException {
    return ofItsOwn(option, experiment)
        ? new Chosen(
            openOrCreate(own(experiment)), "this file's own, as it attacks only what it starts")
        : open(option);
  }

  /** The same for looking on: nothing is made. */
  Chosen toLook(TrailOption option, Experiment experiment) throws IOException {
    if (!ofItsOwn(option, experiment)) {
      return open(option);
    }
    Path own = own(experiment);
    return !Files.notExists(own)
        ? new Chosen(trails.open(own), "this file's own, as it attacks only what it starts")
        : new Chosen(memory(), own.toString(), "this file's own; its first run creates it");
  }

  /** A trail at that place, with its first record; another process may make it at the same time. */
  TrailStore openOrCreate(Path file) throws IOException {
    TrailStore store = createOrOpen(file);
    try {
      if (store.head().equals(Head.EMPTY)) {
        beginUnlessBegun(store);
      }
      return store;
    } catch (IOException | RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  private TrailStore createOrOpen(Path file) throws IOException {
    try {
      return trails.create(file);
    } catch (IOException failed) {
      if (!(failed instanceof BadTrail) && Files.isRegularFile(file)) {
        return trails.open(file);
      }
      throw failed;
    }
  }

  private void beginUnlessBegun(TrailStore store) throws IOException {
    try {
      begin(store);
    } catch (IOException failed) {
      if (store.head().equals(Head.EMPTY)) {
        throw failed;
      }
    }
  }

  /** A new trail at that place; an error where there is one. */
  TrailStore create(Path file) throws IOException {
    TrailStore store = trails.create(file);
    try {
      begin(store);
      return store;
    } catch (IOException | RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  private TrailStore memory() throws IOException {
    TrailStore store = new MemoryTrailStore();
    begin(store);
    return store;
  }

  private void begin(TrailStore store) throws IOException {
    Trail.create(
        new Trail.Parts(
            store, around.time(), actor, List.of(), around.redactor(), new SecureRandom()),
        Version.number());
  }

  private boolean ofItsOwn(TrailOption option, Experiment experiment) {
    return option.uri == null
        && around.environment().getOrDefault(Trails.VARIABLE, "").isEmpty()
        && experiment.ownedOnly();
  }

  private Path own(Experiment experiment) {
    @Nullable Path file = Path.of(experiment.path()).getFileName();
    String name = Objects.toString(file, "");
    String plain = (name.isEmpty() ? experiment.name() : name).replaceAll("[^A-Za-z0-9._-]", "_");
    String folder = plain.startsWith(".") ? "_" + plain : plain;
    return around.stateFolder().resolve("own").resolve(folder).resolve("trail.jsonl");
  }
}
