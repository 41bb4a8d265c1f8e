package dev.gelada.core.trail;

import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Which trail guards this host's processes. Two trails over the same targets are two locks that do
 * not know of each other, so the first one leaves its id in a place that root and all users share,
 * and another one is refused.
 *
 * <p>It guards against mistakes, not against enemies: whoever may write to the folder first may
 * name a trail that does not exist (everybody is refused then, which is safe), root and the
 * marker's owner may remove it, and programs in another mount name space do not see it.
 * Thread-safe.
 */
public final class HostMarker {
  /** Names another place, for worlds of their own: containers, tests. */
  public static final String VARIABLE = "GELADA_HOST_MARKER";

  private static final Path DEFAULT = Path.of("/var/tmp/gelada/host-trail");
  private static final int LONGEST = 200;

  private final Path marker;

  /** The marker of this host, or the one that the environment names. */
  public HostMarker(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    this.marker = named.isEmpty() ? DEFAULT : Path.of(named).toAbsolutePath();
  }

  /** Where it is. */
  public Path path() {
    return marker;
  }

  /** Refuses a trail that is not this host's; the first one to ask becomes it. */
  public Optional<Refusal> check(String trailId) {
    try {
      for (int attempt = 0; attempt < 3; attempt++) {
        Optional<String> there = read();
        if (there.isPresent()) {
          return there.filter(id -> !id.equals(trailId)).map(id -> mismatch(id, trailId));
        }
        leave(trailId);
      }
      return Optional.of(unknown("it comes and goes"));
    } catch (IOException unreadable) {
      return Optional.of(unknown(String.valueOf(unreadable.getMessage())));
    }
  }

  private Optional<String> read() throws IOException {
    if (Files.isSymbolicLink(marker)) {
      throw new IOException("it is a symbolic link");
    }
    try (var in = Files.newInputStream(marker, LinkOption.NOFOLLOW_LINKS)) {
      String id = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
      if (!id.matches("[!-~]{1,128}")) {
        throw new IOException("it does not hold a trail's id");
      }
      return Optional.of(id);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** The file appears with its content or not at all, and never in place of another one's. */
  private void leave(String trailId) throws IOException {
    Path folder = marker.getParent();
    if (folder == null) {
      throw new IOException("it has no folder");
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      open(folder, "rwxrwxrwx");
      sticky(folder);
    }
    Path draft = Files.createTempFile(folder, ".host-trail", ".new");
    try {
      Files.writeString(draft, trailId + "\n", StandardOpenOption.TRUNCATE_EXISTING);
      open(draft, "rw-r--r--");
      Files.createLink(marker, draft);
    } catch (FileAlreadyExistsException raced) {
      // somebody else's counts; it is read next
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void open(Path path, String rights) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }
  }

  /** As /tmp: users may add files and remove only their own. */
  private static void sticky(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("unix")
        || folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Files.setAttribute(folder, "unix:mode", 01777);
    }
  }

  private Refusal mismatch(String there, String trailId) {
    return new Refusal(
        "trail.mismatch",
        "this host is guarded by trail %s, and this is trail %s.".formatted(there, trailId),
        "Use that trail (`--trail`); or, if it exists no more and nothing of it is open, remove "
            + marker
            + ".");
  }

  private Refusal unknown(String why) {
    return new Refusal(
        "trail.mismatch",
        "which trail guards this host cannot be found out: " + marker + ": " + why + ".",
        "Make its folder writable for all (mode 1777), or name another file by " + VARIABLE + ".");
  }
}
