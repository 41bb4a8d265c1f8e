package dev.gelada.core.trail;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The files of one trail, side by side. They are readable and writable for their owner, and for the
 * folder's group exactly if the group may write to the folder (so a folder of mode 2770 is shared
 * by its group); never for others.
 *
 * @param trail the records
 * @param lock only ever locked; nothing else opens or deletes it
 * @param reserve real bytes, given back to a full disk when something urgent must be written
 */
record TrailFiles(Path trail, Path lock, Path reserve) {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static TrailFiles of(Path trail) {
    return new TrailFiles(
        trail,
        trail.resolveSibling(trail.getFileName() + ".lock"),
        trail.resolveSibling(trail.getFileName() + ".reserve"));
  }

  /**
   * Makes them, and the folder if need be, durably.
   *
   * @return the real path of the trail
   * @throws IOException if there are records already, or the file system is shared between machines
   */
  static Path make(Path trail, Disk disk) throws IOException {
    Path name = Objects.requireNonNull(trail.getFileName(), "a trail needs a file name");
    Path folder = Objects.requireNonNull(trail.toAbsolutePath().getParent(), "no folder");
    boolean fresh = createFolder(folder);
    folder = folder.toRealPath();
    Path real = folder.resolve(name);
    TrailPlace.refuseShared(folder, disk);
    if (!create(real) && begun(TrailPlace.readable(real))) {
      throw new IOException(trail + " is a trail already; use it, or name another place");
    }
    TrailFiles files = of(real);
    create(files.lock());
    new Reserve(files.reserve(), disk).restore();
    disk.forceFolder(folder);
    if (fresh && folder.getParent() != null) {
      disk.forceFolder(folder.getParent());
    }
    return real;
  }

  /** Whether there are records; the beginning of a first one that a crash cut off is none. */
  private static boolean begun(Path trail) throws IOException {
    try (BatchReader reader = new BatchReader(trail, BatchReader.Mark.START)) {
      return reader.next() != null;
    }
  }

  /** Where the next torn bytes are kept. */
  Path torn() {
    for (int n = 1; ; n++) {
      Path torn = trail.resolveSibling(trail.getFileName() + ".torn-" + n);
      if (!Files.exists(torn)) {
        return torn;
      }
    }
  }

  /** Creates an empty file if there is none; true if it did. */
  static boolean create(Path file) throws IOException {
    if (Files.exists(file)) {
      return false;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null
          || Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
        Files.createFile(file);
        return true;
      }
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
      if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.GROUP_WRITE)) {
        Set<PosixFilePermission> shared = EnumSet.copyOf(OWNER);
        shared.add(PosixFilePermission.GROUP_READ);
        shared.add(PosixFilePermission.GROUP_WRITE);
        Files.setPosixFilePermissions(file, shared);
      }
      return true;
    } catch (FileAlreadyExistsException raced) {
      return false;
    }
  }

  /**
   * Gives a new file the owner, group and rights of another one, so that nobody loses or gains the
   * trail by its rotation.
   *
   * @throws IOException if that cannot be done
   */
  static void shareLike(Path other, Path file) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(other, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (from == null || to == null) {
      return;
    }
    PosixFileAttributes wanted = from.readAttributes();
    PosixFileAttributes now = to.readAttributes();
    if (!now.group().equals(wanted.group())) {
      to.setGroup(wanted.group());
    }
    if (!now.owner().equals(wanted.owner())) {
      try {
        to.setOwner(wanted.owner());
      } catch (IOException notRoot) {
        // who shares it by its group has it all the same
        if (!wanted.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
          throw notRoot;
        }
      }
    }
    to.setPermissions(wanted.permissions());
  }

  /** Creates a folder and those above it, closed to others where they are new; true if it did. */
  static boolean createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return false;
    }
    if (Files.getFileStore(existing(folder)).supportsFileAttributeView("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
    return true;
  }

  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
