package dev.gelada.k8s.campaign;

import dev.gelada.core.run.Outcome;
import dev.gelada.k8s.testing.Runs;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a file in a JVM of its own, which a test kills. */
final class RunnerMain {
  private RunnerMain() {}

  /**
   * Arguments: the trail, the state folder, the file.
   *
   * @param arguments three paths
   */
  public static void main(String[] arguments) throws Exception {
    try (Runs runs = Runs.inFile(Path.of(arguments[0]), System.getenv(), Path.of(arguments[1]))) {
      Outcome outcome = runs.run(Files.readString(Path.of(arguments[2])));
      System.out.println(outcome.exit() + " " + outcome.verdict());
    }
  }
}
