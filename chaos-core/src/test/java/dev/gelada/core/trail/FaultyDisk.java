package dev.gelada.core.trail;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The real disk, but it can be full (files may grow by {@code room} bytes in all; what is cut gives
 * room again), fail its syncs, or let something happen right before a write.
 */
final class FaultyDisk implements Disk {
  private final Map<FileOutputStream, Path> open = new HashMap<>();
  long room = Long.MAX_VALUE / 2;
  volatile boolean failForce;
  String kind = "ext4";
  final AtomicInteger forces = new AtomicInteger();
  int writes;
  @Nullable Step beforeAppend;
  @Nullable Step beforeWrite;
  volatile boolean failMove;

  /** Happens in each sync of a folder. */
  volatile @Nullable Step inFolder;

  /** Happens in each sync, before it fails or not. */
  volatile @Nullable Step inForce;

  /** Before which of the next steps the process is killed; 0 for none. */
  int killedAt;

  /** As if the process ended right here: nobody tidies up. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private void step() {
    if (killedAt > 0 && --killedAt == 0) {
      throw new Killed();
    }
  }

  /** Something that happens once. */
  interface Step {
    void run() throws IOException;
  }

  @Override
  public String kind(Path path) {
    return kind;
  }

  @Override
  public FileOutputStream append(Path file) throws IOException {
    step();
    Step step = beforeAppend;
    beforeAppend = null;
    if (step != null) {
      step.run();
    }
    FileOutputStream stream = REAL.append(file);
    open.put(stream, file);
    return stream;
  }

  @Override
  public void write(FileOutputStream file, byte[] bytes) throws IOException {
    Step step = beforeWrite;
    beforeWrite = null;
    if (step != null) {
      step.run();
    }
    writes++;
    if (killedAt == 1) {
      REAL.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }
    step();
    int fits = (int) Math.min(room, bytes.length);
    room -= fits;
    REAL.write(file, java.util.Arrays.copyOf(bytes, fits));
    if (fits < bytes.length) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public void force(FileOutputStream file) throws IOException {
    forces.incrementAndGet();
    step();
    Step step = inForce;
    if (step != null) {
      step.run();
    }
    if (failForce) {
      throw new IOException("Input/output error");
    }
    REAL.force(file);
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    step();
    room += Files.size(file) - length;
    REAL.truncate(file, length);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step();
    if (failMove) {
      throw new IOException("Operation not permitted");
    }
    REAL.move(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step();
    Step folders = inFolder;
    if (folders != null) {
      folders.run();
    }
    REAL.forceFolder(folder);
  }

  @Override
  public long usable(Path path) {
    return room;
  }
}
