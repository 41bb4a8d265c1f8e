package dev.gelada.core.trail;

import dev.gelada.core.plugin.Timekeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * A trail, and why it is this one.
   *
   * @param file where it is
   * @param because in words: {@code --trail}, {@code GELADA_TRAIL}, …
   */
  public record Choice(Path file, String because) {}

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

  /** Trails of the user whose environment this is. */
  public Trails(Map<String, String> environment, Timekeeper time) {
    this(environment, time, SYSTEM);
  }

  Trails(Map<String, String> environment, Timekeeper time, Path system) {
    this.environment = Map.copyOf(environment);
    this.time = time;
    this.system = system;
  }

  /**
   * The trail that is meant.
   *
   * @param given {@code --trail}: a path, a {@code file:} URI, or a folder; null if not given
   * @throws IOException if it is neither, or the user has no state folder
   */
  public Choice choose(@Nullable String given) throws IOException {
    String named = environment.getOrDefault(VARIABLE, "");
    if (given != null) {
      return new Choice(file(given), "--trail");
    } else if (!named.isEmpty()) {
      return new Choice(file(named), VARIABLE);
    } else if (Files.isDirectory(system) && Files.isWritable(system)) {
      return new Choice(system.resolve(NAME), system + " is writable");
    }
    return new Choice(
        stateFolder().resolve(NAME), "the user's own, as " + system + " is not writable");
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
  public TrailStore open(Path file) throws IOException {
    FileTrailStore store = FileTrailStore.open(file, time);
    try {
      Notes notes = notes();
      Noted noted = notes.of(store.uri());
      if (noted.seen().equals(Head.EMPTY)) {
        TrailRecord first = first(store);
        String id = Entries.of(first) instanceof Entry.Opened opened ? opened.trail() : "";
        notes.write(new Noted(store.uri(), id, first.head()));
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
        : TrailPlace.unusable(Path.of(store.uri()), "cannot be read", failed);
  }

  /**
   * Makes the files of a new trail; what was noted of an earlier one that was deleted is forgotten.
   * To be followed by {@link Trail#create}, whose record is noted before it is written. A file that
   * is there and has no records yet becomes the trail.
   *
   * @throws BadTrail if something else is there, or a trail that lost all its records
   * @throws IOException if there is one already
   */
  public TrailStore create(Path file) throws IOException {
    boolean there = TrailPlace.possible(file);
    FileTrailStore made = FileTrailStore.create(file, time);
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
      if (TrailPlace.possible(Path.of(noted.uri()))) {
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

  private static Path file(String given) throws IOException {
    Path path;
    if (given.startsWith("file:")) {
      try {
        path = Path.of(URI.create(given));
      } catch (IllegalArgumentException odd) {
        throw new IOException("not a file: URI with an absolute path: " + given, odd);
      }
    } else if (given.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      throw new IOException(
          "trails of this kind are not known: " + given + ". Known: a path, or file:///path");
    } else {
      path = Path.of(given);
    }
    return Files.isDirectory(path) || given.endsWith("/") ? path.resolve(NAME) : path;
  }

  /** Notes are small files, one a trail, replaced as a whole. */
  static final class Notes {
    private final Path folder;

    Notes(Path folder) {
      this.folder = folder;
    }

    Noted of(String uri) throws IOException {
      Path file = file(uri);
      return Files.exists(file) ? NoteJson.read(file) : new Noted(uri, "", Head.EMPTY);
    }

    List<Noted> all() throws IOException {
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      List<Noted> all = new ArrayList<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          all.add(NoteJson.read(file));
        }
      }
      return all;
    }

    void write(Noted noted) throws IOException {
      try {
        TrailFiles.createFolder(folder);
        NoteJson.write(file(noted.uri()), noted);
      } catch (FileSystemException closed) {
        throw new IOException(
            "the trail cannot be noted in "
                + folder
                + " ("
                + TrailPlace.reason(closed)
                + "), and one that is not noted is not found again by halt and revert. Make that"
                + " folder writable, or set XDG_STATE_HOME",
            closed);
      }
    }

    void remove(String uri) throws IOException {
      Files.deleteIfExists(file(uri));
    }

    Path file(String uri) {
      return folder.resolve(Line.hash(uri).substring(0, 32) + ".json");
    }
  }
}
