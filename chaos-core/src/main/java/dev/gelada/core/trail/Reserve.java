package dev.gelada.core.trail;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes kept on the disk so that a halt and settlements fit when it is full. Given back in steps,
 * since whoever filled the disk may take what is freed. Used under the trail's lock only.
 */
final class Reserve {
  /** For some hundred urgent records, or four that meet a greedy neighbour. */
  static final int SIZE = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
  private static final int STEP = 16 << 10;

  private final Path file;
  private final Path folder;
  private final Disk disk;

  Reserve(Path file, Disk disk) {
    this.file = file;
    this.folder = Objects.requireNonNull(file.getParent(), "no folder");
    this.disk = disk;
  }

  /** Gives some of it to the disk; false when nothing is left. */
  boolean free(int needed) {
    try {
      long size = size();
      if (size == 0) {
        return false;
      }
      disk.truncate(file, Math.max(0, size - Math.max(STEP, needed)));
      LOG.warn("{}: the disk is full; the reserve is used for what must be written", file);
      return true;
    } catch (IOException stuck) {
      LOG.warn("{}: the reserve cannot be freed", file, stuck);
      return false;
    }
  }

  /** Makes it whole again where there is room. Best effort: it never fails an append. */
  void restore() {
    try {
      long size = size();
      if (size >= SIZE || disk.usable(folder) < 4L * SIZE) {
        return;
      }
      TrailFiles.create(file);
      try (FileOutputStream open = disk.append(file)) {
        disk.write(open, noise((int) (SIZE - size)));
        disk.force(open);
      }
    } catch (IOException later) {
      LOG.debug("{}: not restored yet", file, later);
    }
  }

  private long size() throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  /** Bytes that no file system can compress or leave out. */
  private static byte[] noise(int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = new byte[length];
      byte[] block = digest.digest("reserve".getBytes(StandardCharsets.US_ASCII));
      for (int at = 0; at < length; at += block.length) {
        System.arraycopy(block, 0, bytes, at, Math.min(block.length, length - at));
        block = digest.digest(block);
      }
      return bytes;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
