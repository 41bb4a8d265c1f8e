package dev.gelada.core.trail;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A JVM of its own that appends to a trail and prints the number of each record that it knows to be
 * there. Arguments: the file, how many, what to write, how long each is, and by how many threads
 * (one if not said), each of which writes so many; and above how many bytes the trail is rotated.
 */
public final class AppendingProcess {
  private AppendingProcess() {}

  /** Starts one with this test's class path, after the words of {@code before}. */
  static Process start(List<String> before, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(AppendingProcess.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] arguments) throws Exception {
    SystemTime time = new SystemTime();
    Path path = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Entry entry =
        arguments[2].equals("halt")
            ? new Entry.Halted("stop")
            : new Entry.Note("x".repeat(Integer.parseInt(arguments[3])));
    int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long rotatedAbove = arguments.length > 5 ? Long.parseLong(arguments[5]) : Long.MAX_VALUE / 4;
    FileTrailStore store = FileTrailStore.open(path, time, Disk.REAL, rotatedAbove);
    try (Trail trail = new Trail(TrailSamples.parts(store, time, time.nanos()))) {
      Trail.Batch batch = new Trail.Batch("r1", arguments[2], false, List.of(entry, entry));
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        all.add(pool.submit(() -> append(trail, batch, count, time)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException refused) {
      Throwable why = refused.getCause();
      say("refused: " + (why == null ? refused : why).getMessage());
      System.exit(5);
    }
    pool.shutdown();
  }

  private static Void append(Trail trail, Trail.Batch batch, int count, SystemTime time)
      throws IOException {
    for (int written = 0; written < count; ) {
      Ledger on = trail.read();
      Deadline until = Deadline.in(Duration.ofSeconds(30), time);
      if (trail.append(on, batch, until) instanceof Trail.Answer.Written answer) {
        for (TrailRecord record : answer.records()) {
          say(record.seq() + " " + record.hash());
        }
        written++;
      }
    }
    return null;
  }

  private static synchronized void say(String line) {
    System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8), 0, line.length() + 1);
    System.out.flush();
  }
}
