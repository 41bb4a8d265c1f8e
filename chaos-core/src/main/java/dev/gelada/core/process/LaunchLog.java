package dev.gelada.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What a launched process prints, for its owner alone: nobody knows what that is. */
final class LaunchLog {
  private LaunchLog() {}

  /** Makes the file, and its folder, where they are missing. */
  static void create(Path log) throws IOException {
    Path folder = log.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    boolean posix = log.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      try {
        // also one that is there: names of logs tell what is launched here
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      } catch (IOException notOurs) {
        // then its owner says who may look; what is in the logs is closed all the same
      }
    }
    if (Files.exists(log)) {
      return;
    }
    if (posix) {
      Files.createFile(
          log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(log);
    }
  }

  /** Where to read on; an empty one is gone when the run has ended. */
  static String words(Path log) {
    try {
      return Files.size(log) == 0 ? "it printed nothing" : "what it printed is in " + log;
    } catch (IOException unread) {
      return "its log " + log + " cannot be read";
    }
  }

  /** Deletes one that says nothing; one that cannot be deleted is left. */
  static void deleteIfEmpty(Path log) {
    try {
      if (Files.size(log) == 0) {
        Files.delete(log);
      }
    } catch (IOException left) {
      // an empty file too many harms nobody; that a run ends must not hang on it
    }
  }
}
