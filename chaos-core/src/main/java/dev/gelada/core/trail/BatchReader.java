package dev.gelada.core.trail;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trail file batch by batch and checks form, hash, number, chain and frame of each line.
 * What stands after the last complete batch (an append under way, or one that was cut off by a
 * crash) is never handed out. Takes no lock, changes nothing.
 */
final class BatchReader implements Closeable {
  private final Path path;
  private final RandomAccessFile file;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private Mark end;
  private long line;
  private boolean open;
  private @Nullable List<Line> ahead;
  private boolean looked;

  /**
   * A place between two batches.
   *
   * @param offset in bytes
   * @param head the record before it
   * @param lines how many lines of the file are before it
   */
  record Mark(long offset, Head head, long lines) {
    static final Mark START = new Mark(0, Head.EMPTY, 0);
  }

  /** Begins at a place that was found by an earlier reader, or at the start. */
  BatchReader(Path path, Mark from) throws IOException {
    this.path = path;
    this.end = from;
    this.line = from.lines();
    this.file = new RandomAccessFile(path.toFile(), "r");
    file.seek(from.offset());
  }

  /** Reads the next batch now; {@link #next} then hands it out. */
  void ahead() throws IOException {
    ahead = next();
    looked = true;
  }

  /**
   * The next complete batch; null when there is none (yet).
   *
   * @throws BadTrail for a complete line that does not belong there
   */
  @Nullable List<Line> next() throws IOException {
    if (looked) {
      looked = false;
      return ahead;
    }
    List<Line> batch = new ArrayList<>();
    Head before = end.head();
    long bytes = 0;
    open = false;
    while (true) {
      byte[] text = readLine();
      if (text == null) {
        open |= !batch.isEmpty();
        return null;
      }
      Line next = check(text, before, batch);
      batch.add(next);
      bytes += text.length + 1;
      before = next.head();
      if (next.more() == 0) {
        end = new Mark(end.offset() + bytes, before, line);
        return batch;
      }
    }
  }

  /** After the last batch that was handed out. */
  Mark end() {
    return end;
  }

  /** The number of the line that was read last, counted from 1. */
  long line() {
    return line;
  }

  /** Whether something followed the last complete batch when {@link #next} answered null. */
  boolean torn() {
    return open;
  }

  private Line check(byte[] bytes, Head before, List<Line> batch) throws BadTrail {
    if (line == 1) {
      FirstLine.check(path, bytes);
    }
    Line next;
    try {
      next =
          Line.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (Line.Malformed bad) {
      throw bad(String.valueOf(bad.getMessage()));
    } catch (CharacterCodingException bad) {
      throw bad("not UTF-8");
    }
    if (line == 1 && next.type().equals(RecordType.CHECKPOINT.text()) && next.seq() > 1) {
      return next; // what stood before it is archived
    }
    if (next.seq() != before.sequence() + 1) {
      throw bad("record " + next.seq() + " stands after record " + before.sequence());
    }
    if (!next.prev().equals(before.hash())) {
      throw bad("record " + next.seq() + " does not follow the one before: 'prev' is not its hash");
    }
    if (!batch.isEmpty() && next.more() != batch.get(batch.size() - 1).more() - 1) {
      throw bad("record " + next.seq() + " does not belong to the batch that it stands in");
    }
    return next;
  }

  private BadTrail bad(String what) {
    return BadTrail.changed(path + ":" + line, what);
  }

  private byte @Nullable [] readLine() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
    while (true) {
      if (at == filled) {
        filled = Math.max(0, file.read(buffer));
        at = 0;
        if (filled == 0) {
          open = text.size() > 0;
          if (open && ++line == 1) {
            FirstLine.torn(path, text.toByteArray());
          }
          return null;
        }
      }
      int from = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      text.write(buffer, from, at - from);
      if (at < filled) {
        at++;
        line++;
        return text.toByteArray();
      }
      if (text.size() > Line.LONGEST) {
        line++;
        if (line == 1) {
          FirstLine.torn(path, text.toByteArray());
        }
        throw bad("a line longer than " + (Line.LONGEST >> 20) + " MiB");
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
