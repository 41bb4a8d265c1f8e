package dev.gelada.cli;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.TrailStoreType;
import dev.gelada.core.trail.Trails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which trail a command works on, and the few that are made without being asked for. */
final class TrailDesk {
  private final Surroundings around;
  private final Actor actor;
  private final Trails trails;

  TrailDesk(Surroundings around, Actor actor, Connections with) {
    this.around = around;
    this.actor = actor;
    List<TrailStoreType> types = new ArrayList<>();
    ServiceLoader.load(TrailStoreType.class, TrailDesk.class.getClassLoader()).forEach(types::add);
    this.trails = new Trails(around.environment(), around.time(), types, () -> with);
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

  /** The trail that is meant, there or not. */
  Trails.Choice choice(TrailOption option) throws IOException {
    return choice(option, Set.of());
  }

  private Trails.Choice choice(TrailOption option, Set<String> kinds) throws IOException {
    if (option.uri != null) {
      around.redactor().addPasswords(option.uri);
    }
    return trails.choose(option.uri, kinds);
  }

  /** The trail that is meant; a missing one is an error. */
  Chosen open(TrailOption option) throws IOException {
    return open(choice(option));
  }

  private Chosen open(Trails.Choice choice) throws IOException {
    return new Chosen(trails.open(choice.uri()), choice.because());
  }

  /** One that was noted. */
  TrailStore open(String uri) throws IOException {
    return trails.open(uri);
  }

  /** Whether there may be one: false only if certainly nothing is there. */
  boolean possible(String uri) {
    return Trails.isFile(uri) ? !Files.notExists(Path.of(uri)) : trails.possible(uri);
  }

  /** Every trail that this user has opened. */
  Trails.AllNoted noted() throws IOException {
    return trails.noted();
  }

  /** The file in which a trail is noted, if it is. */
  Path note(String uri) throws IOException {
    return trails.note(Trails.isFile(uri) ? Path.of(uri).toAbsolutePath().toString() : uri);
  }

  /** For a run: files that attack only what they start get a trail of their own. */
  Chosen toRun(TrailOption option, Experiment experiment) throws IOException {
    return ofItsOwn(option, experiment)
        ? new Chosen(
            openOrCreate(own(experiment).toString()).store(),
            "this file's own, as it attacks only what it starts")
        : open(choice(option, kinds(experiment)));
  }

  /** The same for looking on: nothing is made. */
  Chosen toLook(TrailOption option, Experiment experiment) throws IOException {
    if (!ofItsOwn(option, experiment)) {
      return open(choice(option, kinds(experiment)));
    }
    Path own = own(experiment);
    return !Files.notExists(own)
        ? new Chosen(
            trails.open(own.toString()), "this file's own, as it attacks only what it starts")
        : new Chosen(memory(), own.toString(), "this file's own; its first run creates it");
  }

  /** The kinds of target that its sources find, but for those that the run itself starts. */
  private static Set<String> kinds(Experiment experiment) {
    Set<String> sources = new HashSet<>();
    experiment.targets().values().stream()
        .filter(aim -> !aim.owned())
        .forEach(aim -> sources.add(aim.source()));
    Set<String> kinds = new TreeSet<>();
    for (SourceType<?> type :
        ServiceLoader.load(SourceType.class, TrailDesk.class.getClassLoader())) {
      Kinds said = type.getClass().getAnnotation(Kinds.class);
      if (said != null && sources.contains(type.name())) {
        kinds.addAll(List.of(said.value()));
      }
    }
    return kinds;
  }

  /**
   * A trail with its first record.
   *
   * @param store to be closed
   * @param fresh whether it was written just now, by this process
   */
  record Made(TrailStore store, boolean fresh) {}

  /** A trail at that place, with its first record; another process may make it at the same time. */
  Made openOrCreate(String uri) throws IOException {
    TrailStore store = createOrOpen(uri);
    try {
      return new Made(store, store.head().equals(Head.EMPTY) && beginUnlessBegun(store));
    } catch (IOException | RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  private TrailStore createOrOpen(String uri) throws IOException {
    try {
      return trails.create(uri);
    } catch (IOException failed) {
      if (!(failed instanceof BadTrail) && trails.possible(uri)) {
        return trails.open(uri);
      }
      throw failed;
    }
  }

  private boolean beginUnlessBegun(TrailStore store) throws IOException {
    try {
      begin(store);
      return true;
    } catch (IOException failed) {
      if (store.head().equals(Head.EMPTY)) {
        throw failed;
      }
      return false;
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
