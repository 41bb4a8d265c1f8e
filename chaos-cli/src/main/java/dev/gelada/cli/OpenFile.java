package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The file that a command is about. */
final class OpenFile {
  @Parameters(index = "0", paramLabel = "FILE", description = "An experiment's file, YAML or JSON.")
  Path path = Path.of("");

  /** Reads it; all that is wrong with it is one complaint. */
  Experiment load(Gelada gelada) throws Complaint {
    return checked(path.toString(), gelada.files().experiment(path));
  }

  /** What was read, or all that is wrong with it as one complaint. */
  static <T> T checked(String name, Loaded<T> loaded) throws Complaint {
    if (loaded instanceof Loaded.Bad<T> bad) {
      throw Complaint.file(name, bad.problems());
    }
    return ((Loaded.Ok<T>) loaded).value();
  }
}
