package dev.gelada.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps the stack traces of our own mistakes off the terminal and in a file for a bug report. */
final class CrashLog {
  private final Surroundings around;

  CrashLog(Surroundings around) {
    this.around = around;
  }

  /**
   * Writes the trace of a failure into a new file that only this user can read, in the state
   * folder, else in the folder for temporary files.
   *
   * @return the file; empty when neither can be written
   */
  Optional<Path> keep(List<String> args, Throwable failure) {
    String text = around.redactor().clean(text(args, failure));
    for (Path folder :
        List.of(
            around.stateFolder().resolve("logs"),
            Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
      try {
        Files.createDirectories(folder);
        // a temporary file is created with an unused name and for its owner alone
        Path file = Files.createTempFile(folder, "gelada-error-", ".log");
        Files.writeString(file, text);
        return Optional.of(file);
      } catch (IOException | UnsupportedOperationException unwritable) {
        // the next folder, and after the last one the line on the terminal has to do
      }
    }
    return Optional.empty();
  }

  private String text(List<String> args, Throwable failure) {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      out.println(around.time().instant() + "  gelada " + String.join(" ", args));
      out.println(String.join(", ", new Version().getVersion()));
      failure.printStackTrace(out);
    }
    return text.toString();
  }
}
