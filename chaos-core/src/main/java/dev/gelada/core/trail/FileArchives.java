package dev.gelada.core.trail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The archives of a file trail: immutable files beside it, named after their last record. */
final class FileArchives {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{12,18}");

  private final Path trail;
  private final Path folder;
  private final String prefix;

  FileArchives(Path trail) {
    this.trail = trail;
    this.folder = Objects.requireNonNull(trail.toAbsolutePath().getParent(), "no folder");
    this.prefix = trail.getFileName() + ".archive-";
  }

  String name(Head last) {
    return prefix + "%012d".formatted(last.sequence());
  }

  /**
   * The file of an archive.
   *
   * @throws IOException if no archive can have that name
   */
  Path file(String name) throws IOException {
    if (!name.startsWith(prefix) || !NUMBER.matcher(name.substring(prefix.length())).matches()) {
      throw new IOException(name + " is no archive of " + trail);
    }
    return folder.resolve(name);
  }

  /** All that are there, oldest first. */
  List<TrailStore.Archive> all() throws IOException {
    List<Path> files;
    try (Stream<Path> there = Files.list(folder)) {
      files =
          there
              .filter(path -> last(path) >= 0)
              .sorted(Comparator.comparing(FileArchives::text))
              .toList();
    }
    List<TrailStore.Archive> all = new ArrayList<>();
    for (Path file : files) {
      all.add(new TrailStore.Archive(text(file), head(file)));
    }
    return all;
  }

  private static String text(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The number in the name; -1 for another file. */
  private long last(Path file) {
    String name = text(file);
    if (!name.startsWith(prefix)) {
      return -1;
    }
    Matcher number = NUMBER.matcher(name.substring(prefix.length()));
    return number.matches() ? Long.parseLong(number.group()) : -1;
  }

  /** The last line, read from the end. */
  private static Head head(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long length = open.length();
      for (int most = 1 << 12; ; most *= 4) {
        byte[] tail = Disk.read(file, Math.max(0, length - most), most);
        String text = new String(tail, StandardCharsets.UTF_8).stripTrailing();
        int start = text.lastIndexOf('\n');
        if (start >= 0 || most >= length) {
          return Line.parse(text.substring(start + 1)).head();
        }
      }
    } catch (Line.Malformed bad) {
      throw BadTrail.changed(file.toString(), "its last line is " + bad.getMessage());
    }
  }

  /** The records of one, in order. To be closed. */
  Stream<TrailRecord> records(String name) throws IOException {
    Path file = file(name);
    BatchReader reader = new BatchReader(file, BatchReader.Mark.START);
    Iterator<TrailRecord> each = new Each(file, reader);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(each, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException leaked) {
                throw new UncheckedIOException(leaked);
              }
            });
  }

  /** The archived record of that number; empty if its archive was removed. */
  Optional<TrailRecord> record(long sequence) throws IOException {
    for (TrailStore.Archive archive : all()) {
      if (archive.last().sequence() >= sequence) {
        try (Stream<TrailRecord> records = records(archive.name())) {
          return records.filter(record -> record.seq() == sequence).findFirst();
        } catch (UncheckedIOException unread) {
          throw unread.getCause();
        }
      }
    }
    return Optional.empty();
  }

  private static final class Each implements Iterator<TrailRecord> {
    private final Path file;
    private final BatchReader reader;
    private Iterator<Line> batch = List.<Line>of().iterator();
    private boolean ended;

    Each(Path file, BatchReader reader) {
      this.file = file;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      try {
        while (!batch.hasNext() && !ended) {
          @Nullable List<Line> more = reader.next();
          ended = more == null;
          batch = more == null ? batch : more.iterator();
        }
        return batch.hasNext();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public TrailRecord next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      try {
        return batch.next().toRecord(file.toString());
      } catch (BadTrail newer) {
        throw new UncheckedIOException(newer);
      }
    }
  }
}
