package dev.gelada.junit.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Does jobs, files in a folder, one after the other; a job that it did not finish is done again.
 */
public final class Worker {
  private Worker() {}

  /** The folder is the only argument; ends when its input does. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Thread parent =
        new Thread(
            () -> {
              try {
                int unused = System.in.read();
              } catch (IOException gone) {
                // its parent
              }
              Runtime.getRuntime().halt(0);
            });
    parent.setDaemon(true);
    parent.start();
    System.out.println("worker is ready");
    while (true) {
      try (var jobs = Files.list(folder)) {
        List<Path> open = jobs.filter(job -> job.toString().endsWith(".job")).sorted().toList();
        if (!open.isEmpty()) {
          Thread.sleep(20);
          Path job = open.get(0);
          Files.move(job, Path.of(job.toString().replace(".job", ".done")));
        }
      }
      Thread.sleep(5);
    }
  }
}
