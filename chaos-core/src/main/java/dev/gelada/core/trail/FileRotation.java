package dev.gelada.core.trail;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Puts a checkpoint in the place of a trail's file, under its lock. All that the file held is
 * durable in the archive, by file and by name, before the new file takes its name; so whenever this
 * ends, the trail is the old file or the new one, and either is whole.
 */
final class FileRotation {
  private static final int CHUNK = 1 << 20;
  private static final String DRAFT = ".new-";

  private final TrailFiles files;
  private final Disk disk;
  private final FileArchives archives;
  private final Path folder;

  FileRotation(TrailFiles files, Disk disk) {
    this.files = files;
    this.disk = disk;
    this.archives = new FileArchives(files.trail());
    this.folder = Objects.requireNonNull(files.trail().getParent(), "no folder");
  }

  /**
   * Does it.
   *
   * @param end of the file's last complete batch; nothing follows
   * @param open the file, so that what others wrote and have not synced is durable first
   * @throws PathLock.Lost if the lock had gone before anything counted
   * @throws IOException if nothing has changed but for files that nobody reads
   */
  void run(BatchReader.Mark end, TrailRecord checkpoint, FileOutputStream open, PathLock.Held held)
      throws IOException {
    disk.force(open);
    clean();
    Path draft = draft(".archive", checkpoint);
    Path fresh = draft("", checkpoint);
    try {
      fill(draft, to -> copy(end.offset(), to));
      disk.move(draft, archives.file(archives.name(end.head())));
      disk.forceFolder(folder);
      byte[] line = (checkpoint.line() + "\n").getBytes(StandardCharsets.UTF_8);
      fill(fresh, to -> disk.write(to, line));
      if (!held.sure()) {
        throw new PathLock.Lost(files.lock());
      }
      disk.move(fresh, files.trail());
    } catch (IOException | RuntimeException failed) {
      tidy(failed, draft);
      tidy(failed, fresh);
      throw failed; // the archive stays: if the last step was done after all, it is the only one
    }
  }

  /** Of its own for each attempt: one that lost the lock must not write into another's. */
  private Path draft(String kind, TrailRecord checkpoint) {
    return files
        .trail()
        .resolveSibling(files.trail().getFileName() + kind + DRAFT + checkpoint.id());
  }

  /** What processes left that were killed. */
  private void clean() throws IOException {
    String name = String.valueOf(files.trail().getFileName());
    List<Path> left;
    try (Stream<Path> there = Files.list(folder)) {
      left = there.filter(path -> isDraft(name, String.valueOf(path.getFileName()))).toList();
    }
    for (Path draft : left) {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean isDraft(String trail, String name) {
    return name.startsWith(trail + DRAFT) || name.startsWith(trail + ".archive" + DRAFT);
  }

  private interface Content {
    void to(FileOutputStream file) throws IOException;
  }

  /** A file of the trail's owner, group and rights, durable but for its name. */
  private void fill(Path file, Content content) throws IOException {
    TrailFiles.create(file);
    TrailFiles.shareLike(files.trail(), file);
    try (FileOutputStream to = disk.append(file)) {
      content.to(to);
      disk.force(to);
    }
  }

  private void copy(long length, FileOutputStream to) throws IOException {
    for (long at = 0; at < length; at += CHUNK) {
      int most = (int) Math.min(CHUNK, length - at);
      byte[] chunk = Disk.read(files.trail(), at, most);
      if (chunk.length != most) {
        throw BadTrail.changed(files.trail().toString(), "became shorter while it was rotated");
      }
      disk.write(to, chunk);
    }
  }

  private static void tidy(Exception failed, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      failed.addSuppressed(stays);
    }
  }
}
