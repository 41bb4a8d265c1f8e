package dev.gelada.cli.campaign;

import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file trail with stop points before, in and after each append. In: half or all of the bytes are
 * in the file, nothing was synced, nobody was answered. Thread-safe.
 */
final class StagedStore implements TrailStore {
  private final TrailStore store;
  private final Path file;
  private final StopPoints points;

  StagedStore(TrailStore store, Path file, StopPoints points) {
    this.store = store;
    this.file = file;
    this.points = points;
  }

  @Override
  public Head head() throws IOException {
    return store.head();
  }

  @Override
  public Stream<TrailRecord> after(long sequence) throws IOException {
    return store.after(sequence);
  }

  @Override
  public Appended append(Head expected, List<TrailRecord> records) throws IOException {
    RecordType type = records.get(0).type();
    points.reach("before append " + type.text());
    points.reach("in append, torn, " + type.text(), () -> write(records, true));
    points.reach("in append, whole, " + type.text(), () -> write(records, false));
    Appended answer = store.append(expected, records);
    points.reach("after append " + type.text());
    return answer;
  }

  /** Without the lock: who does this is about to die and alone on its trail. */
  private void write(List<TrailRecord> records, boolean torn) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (TrailRecord record : records) {
      bytes.writeBytes((record.line() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    try (FileOutputStream end = new FileOutputStream(file.toFile(), true)) {
      end.write(bytes.toByteArray(), 0, torn ? bytes.size() / 2 : bytes.size());
    }
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
