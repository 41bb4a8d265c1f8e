package dev.gelada.core.trail;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What the file store asks of the disk, so that a test can fail a sync, fill the disk or tear a
 * write. Plain file streams on purpose: an interrupted thread would close a channel in the middle.
 */
interface Disk {
  /** The machine's own. */
  Disk REAL = new Real();

  /** The kind of file system below the path, as the platform names it. */
  String kind(Path path) throws IOException;

  /** Opens for appending (O_APPEND): bytes of others are never written over. */
  FileOutputStream append(Path file) throws IOException;

  /** One write of all bytes. */
  void write(FileOutputStream file, byte[] bytes) throws IOException;

  /**
   * Makes what was written durable. A full fsync: a data-only sync must write the grown length all
   * the same, and only this one cannot be interrupted.
   */
  void force(FileOutputStream file) throws IOException;

  /** Cuts the file. */
  void truncate(Path file, long length) throws IOException;

  /** Gives a file another name at once, in place of whatever has it. */
  void move(Path from, Path to) throws IOException;

  /** Makes the names in a folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** The bytes that this user can still write there. */
  long usable(Path path) throws IOException;

  /** The real one. */
  final class Real implements Disk {
    private Real() {}

    @Override
    public String kind(Path path) throws IOException {
      return Files.getFileStore(path).type();
    }

    @Override
    public FileOutputStream append(Path file) throws IOException {
      return new FileOutputStream(file.toFile(), true);
    }

    @Override
    public void write(FileOutputStream file, byte[] bytes) throws IOException {
      file.write(bytes);
    }

    @Override
    public void force(FileOutputStream file) throws IOException {
      file.getFD().sync();
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(length);
        open.getFD().sync();
      }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
        open.force(true);
      }
    }

    @Override
    public long usable(Path path) throws IOException {
      return Files.getFileStore(path).getUsableSpace();
    }
  }

  /** All bytes of a range; fewer where the file ends before. */
  static byte[] read(Path file, long from, int most) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.toIntExact(Math.max(0, Math.min(most, open.length() - from))));
      open.seek(from);
      int length = 0;
      while (length < bytes.capacity()) {
        int got = open.read(bytes.array(), length, bytes.capacity() - length);
        if (got < 0) {
          break;
        }
        length += got;
      }
      return java.util.Arrays.copyOf(bytes.array(), length);
    }
  }
}
