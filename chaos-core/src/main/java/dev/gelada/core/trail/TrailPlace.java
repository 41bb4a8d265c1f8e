package dev.gelada.core.trail;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;

/**
 * The place of a trail, looked at before anything is opened or made there. Says in words what the
 * system says by the name of an exception.
 */
final class TrailPlace {
  private static final String ELSEWHERE = "Name another place with --trail or GELADA_TRAIL";

  private TrailPlace() {}

  /**
   * The real path of a file that may be read; creates nothing.
   *
   * @throws BadTrail if there is none, if it is no regular file, or if it may not be read
   */
  static Path readable(Path trail) throws BadTrail {
    try {
      regular(trail, Files.readAttributes(trail, BasicFileAttributes.class));
      Path real = trail.toRealPath();
      if (!Files.isReadable(real)) {
        throw new AccessDeniedException(real.toString());
      }
      return real;
    } catch (BadTrail odd) {
      throw odd;
    } catch (NoSuchFileException none) {
      throw BadTrail.none(trail.toString());
    } catch (IOException closed) {
      throw unusable(trail, "cannot be read", closed);
    }
  }

  /** Refuses what is there already and could not become a trail, before anything is made. */
  static void free(Path trail) throws BadTrail {
    try {
      regular(trail, Files.readAttributes(trail, BasicFileAttributes.class));
    } catch (BadTrail odd) {
      throw odd;
    } catch (NoSuchFileException none) {
      if (Files.exists(trail, LinkOption.NOFOLLOW_LINKS)) {
        throw new BadTrail(trail.toString(), "is a link to a file that is not there", ELSEWHERE);
      }
    } catch (IOException closed) {
      throw unusable(trail, "cannot be created", closed);
    }
  }

  /** Refuses what several machines share. */
  static void refuseShared(Path path, Disk disk) throws IOException {
    String refusal = FileSystems.refusal(disk.kind(path)).orElse("");
    if (!refusal.isEmpty()) {
      throw new IOException(
          path
              + ": "
              + refusal
              + ", and neither locks nor syncs can be trusted there. Keep the trail on a local disk");
    }
  }

  /** Whether it may be there: false only if the system says that it is not. */
  static boolean possible(Path trail) {
    return Files.isRegularFile(trail) || (!Files.exists(trail) && !Files.notExists(trail));
  }

  private static void regular(Path trail, BasicFileAttributes found) throws BadTrail {
    if (!found.isRegularFile()) {
      String kind = found.isDirectory() ? "a folder" : "a device, pipe or socket";
      throw new BadTrail(
          trail.toString(), "is " + kind + ", and a trail is a regular file", ELSEWHERE);
    }
  }

  /** What the system refused, why, and what to do. */
  static BadTrail unusable(Object place, String what, IOException why) {
    boolean rights = why instanceof AccessDeniedException;
    BadTrail bad =
        new BadTrail(
            place.toString(),
            what + ": " + reason(why),
            rights
                ? "Get the right from its owner, or become a user who has it. " + ELSEWHERE
                : ELSEWHERE);
    bad.initCause(why);
    return bad;
  }

  /** A write that failed, and whether that is for want of room. */
  static IOException full(Path trail, IOException failed, boolean noRoom) {
    String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = noRoom || message.contains("space") || message.contains("quota");
    return new IOException(
        trail
            + (full
                ? ": disk full, nothing was written. Make room on the disk of "
                    + trail.getParent()
                    + "; halts and settlements may still use the reserve"
                : ": nothing was written: "
                    + failed.getMessage()
                    + ". Check the disk and its rights"),
        failed);
  }

  /** Whether the message of this failure is a bare path or less. */
  static boolean wordless(IOException failed) {
    return failed instanceof FileSystemException || failed instanceof FileNotFoundException;
  }

  static String reason(IOException why) {
    if (why instanceof AccessDeniedException) {
      return "permission denied";
    } else if (why instanceof NoSuchFileException) {
      return "the system lets no file be there";
    } else if (why instanceof FileSystemException odd) {
      return Objects.toString(odd.getReason(), "the system gives no reason");
    }
    String message = Objects.toString(why.getMessage(), "the system gives no reason");
    return message.replaceFirst("(?s)^.* \\((.+)\\)$", "$1"); // of streams: "PATH (Reason)"
  }
}
