package dev.gelada.core.trail;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Timekeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which trail, and which ones this user has ever opened. Each is noted in the user's state folder
 * before anything is done with it (one to be read when its first record has been read, a new one
 * before that record is written) with the newest head that was seen of it, so that {@code halt} and
 * {@code revert} find it again and a trail that lost records is refused. Thread-safe.
 */
public final class Trails {
  /** Names the trail where {@code --trail} does not. */
  public static final String VARIABLE = "GELADA_TRAIL";

  private static final Path SYSTEM = Path.of("/var/lib/gelada");
  private static final String NAME = "trail.jsonl";

  private final Map<String, String> environment;
  private final Timekeeper time;
  private final Path system;
  private final Schemes schemes;

  /**
   * A trail, and why it is this one.
   *
   * @param uri where it is: a file's path, or {@code scheme:rest} in its one form
   * @param because in words: {@code --trail}, {@code GELADA_TRAIL}, …
   */
  public record Choice(String uri, String because) {}

  /**
   * A trail that was opened by this user once.
   *
   * @param uri where it was
   * @param trail its id; empty if it never was read
   * @param seen the newest head seen of it
   */
  public record Noted(String uri, String trail, Head seen) {}

  /**
   * All noted trails.
   *
   * @param present those that are still there
   * @param missing a word on each that is not
   */
  public record AllNoted(List<Noted> present, List<String> missing) {
    public AllNoted {
      present = List.copyOf(present);
      missing = List.copyOf(missing);
    }
  }

  /** Trails in files, of the user whose environment this is. */
  public Trails(Map<String, String> environment, Timekeeper time) {
    this(environment, time, SYSTEM, Schemes.NONE);
  }

  /**
   * The same, and trails of these other kinds.
   *
   * @param types one a scheme
   * @param with asked when such a trail is worked on, not before
   */
  public Trails(
      Map<String, String> environment,
      Timekeeper time,
      Collection<? extends TrailStoreType> types,
      Supplier<Connections> with) {
    this(environment, time, SYSTEM, new Schemes(types, with));
  }

  Trails(Map<String, String> environment, Timekeeper time, Path system, Schemes schemes) {
    this.environment = Map.copyOf(environment);
    this.time = time;
    this.system = system;
    this.schemes = schemes;
  }

  /**
   * The trail that is meant.
   *
   * @param given {@code --trail}: a path, a {@code file:} URI, a folder, or a URI of another kind;
   *     null if not given
   * @param kinds of the targets that are not the run's own, if they are known: some kinds have
   *     their trail elsewhere
   * @throws IOException if it is none of these, the targets have several places, or the user has no
   *     state folder
   */
  public Choice choose(@Nullable String given, Set<String> kinds) throws IOException {
    String named = environment.getOrDefault(VARIABLE, "");
    if (given != null) {
      return new Choice(uri(given), "--trail");
    } else if (!named.isEmpty()) {
      return new Choice(uri(named), VARIABLE);
    }
    Optional<Choice> theirs = schemes.of(kinds, environment);
    if (theirs.isPresent()) {
      return theirs.get();
    } else if (Files.isDirectory(system) && Files.isWritable(system)) {
      return new Choice(system.resolve(NAME).toString(), system + " is writable");
    }
    return new Choice(
        stateFolder().resolve(NAME).toString(),
        "the user's own, as " + system + " is not writable");
  }

  /** The same when nothing is known of the targets. */
  public Choice choose(@Nullable String given) throws IOException {
    return choose(given, Set.of());
  }

  /** This user's folder for what Gelada must remember; may not exist yet. */
  public Path stateFolder() throws IOException {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (Path.of(state).isAbsolute()) { // the specification: relative ones are to be ignored
      return Path.of(state, "gelada");
    }
    String home = environment.getOrDefault("HOME", "");
    if (!home.isEmpty()) {
      return Path.of(home, ".local", "state", "gelada");
    }
    throw new IOException(
        "there is no place to note which trails were opened: set XDG_STATE_HOME or HOME");
  }

  /**
   * Opens an existing trail, reads its first record and notes it. The store refuses a head lower
   * than, or unlike, the noted one. What cannot be opened or is no trail is not noted.
   *
   * @throws BadTrail if there is none, if it has no records, or if it may not be read
   */
  public TrailStore open(String uri) throws IOException {
    TrailStore store =
        Schemes.isFile(uri) ? FileTrailStore.open(Path.of(uri), time) : schemes.open(uri);
    try {
      Notes notes = notes();
      Noted noted = notes.of(store.uri());
      if (noted.seen().equals(Head.EMPTY)) {
        TrailRecord first = first(store);
        notes.write(new Noted(store.uri(), Entries.trail(first), first.head()));
      } // else: the store itself says what became of the records that were seen
      return new NotedStore(store, noted, notes);
    } catch (IOException | RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  private static TrailRecord first(TrailStore store) throws IOException {
    try (Stream<TrailRecord> records = store.after(0)) {
      return records.findFirst().orElseThrow(() -> BadTrail.none(store.uri()));
    } catch (UncheckedIOException failed) {
      throw worded(store, Objects.requireNonNull(failed.getCause(), "always has one"));
    } catch (IOException failed) {
      throw worded(store, failed);
    }
  }

  private static BadTrail worded(TrailStore store, IOException failed) {
    return failed instanceof BadTrail bad
        ? bad
        : TrailPlace.unusable(store.uri(), "cannot be read", failed);
  }

  /**
   * Makes the files of a new trail; what was noted of an earlier one that was deleted is forgotten.
   * To be followed by {@link Trail#create}, whose record is noted before it is written. A file that
   * is there and has no records yet becomes the trail.
   *
   * @throws BadTrail if something else is there, or a trail that lost all its records
   * @throws IOException if there is one already
   */
  public TrailStore create(String uri) throws IOException {
    boolean there = possible(uri);
    TrailStore made =
        Schemes.isFile(uri) ? FileTrailStore.create(Path.of(uri), time) : schemes.create(uri);
    try {
      Notes notes = notes();
      Noted earlier = notes.of(made.uri());
      if (there && !earlier.seen().equals(Head.EMPTY)) {
        return new NotedStore(made, earlier, notes); // which refuses what lost its records
      }
      notes.remove(made.uri());
      return new NotedStore(made, new Noted(made.uri(), "", Head.EMPTY), notes);
    } catch (IOException | RuntimeException failed) {
      made.close();
      throw failed;
    }
  }

  /**
   * The small file in which a trail is noted; who removes it makes Gelada forget the trail.
   *
   * @param uri where the trail is, as it was noted
   */
  public Path note(String uri) throws IOException {
    return notes().file(uri);
  }

  /**
   * Every trail that this user has opened; one that this user may not look at counts as present.
   */
  public AllNoted noted() throws IOException {
    List<Noted> present = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Noted noted : notes().all()) {
      if (possible(noted.uri())) {
        present.add(noted);
      } else {
        missing.add(noted.uri() + " was opened once and is not there any more");
      }
    }
    return new AllNoted(present, missing);
  }

  private Notes notes() throws IOException {
    return new Notes(stateFolder().resolve("trails"));
  }

  /** Whether a trail may be there: false only if certainly none is. Blocks for the platform. */
  public boolean possible(String uri) {
    return Schemes.isFile(uri) ? TrailPlace.possible(Path.of(uri)) : schemes.possible(uri);
  }

  /** Whether a trail is, or would be, in a file. */
  public static boolean isFile(String uri) {
    return Schemes.isFile(uri);
  }

  private String uri(String given) throws IOException {
    if (given.startsWith("file:")) {
      try {
        return file(Path.of(URI.create(given)), given);
      } catch (IllegalArgumentException odd) {
        throw new IOException("not a file: URI with an absolute path: " + given, odd);
      }
    }
    return Schemes.isFile(given)
        ? file(Path.of(given), given)
        : schemes.canonical(given, environment);
  }

  private static String file(Path path, String given) {
    return (Files.isDirectory(path) || given.endsWith("/") ? path.resolve(NAME) : path).toString();
  }
}
