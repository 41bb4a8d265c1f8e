package dev.gelada.cli.demo;

import dev.gelada.cli.Console;
import dev.gelada.cli.Interruptions;
import dev.gelada.cli.Surroundings;
import dev.gelada.cli.Wiring;
import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.report.Figures;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code gelada demo}: an ordinary run of an ordinary file on an ordinary trail, with a service
 * that it starts itself. Takes half a minute, at any hour, any number of times.
 */
@Command(
    name = "demo",
    description =
        "Shows the whole loop in half a minute: starts a small service as real processes, attacks"
            + " it, refuses one attack, proves recovery. Leaves its file and its record in the folder"
            + " gelada-demo, and a note of that record in your state folder.")
public final class DemoCommand implements Callable<Integer> {
  private static final Path FOLDER = Path.of("gelada-demo");

  private final Surroundings around;
  private final Console console;
  private final Wiring wiring;

  public DemoCommand(Surroundings around, Console console, Wiring wiring) {
    this.around = around;
    this.console = console;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws Exception {
    Path trail = FOLDER.resolve("trail.jsonl");
    DemoFile file;
    try {
      file = DemoFile.write(Files.createDirectories(FOLDER));
    } catch (IOException unwritable) {
      console.problem(
          "The demo cannot write to %s: %s. Start it in a folder that you may write to."
              .formatted(FOLDER.toAbsolutePath(), reason(unwritable)));
      return Outcome.FAILED;
    }
    announce(file, trail);
    try (Gelada gelada = wiring.gelada();
        Show show = new Show(console, around.time(), file.port());
        OnTrail on = wiring.on(gelada, wiring.openOrCreate(trail), List.of(show));
        Interruptions signals =
            Interruptions.during(console, () -> on.interrupt("interrupted by a signal"))) {
      Outcome outcome = on.run(on.errand(experiment(gelada, file), Wish.PLAIN), show);
      show.finish();
      Report report =
          new Report(
              file.path(),
              trail,
              outcome,
              Figures.of(outcome),
              show.seconds(),
              show.slowness(),
              verified(trail));
      report.print(console);
      console.document(report.document());
      signals.over(report.exit());
      return report.exit();
    }
  }

  /** Without the path, which is all that the messages of most of these consist of. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "something of that name is there and is no folder";
    }
    if (failure instanceof FileSystemException told) {
      return Objects.requireNonNullElse(told.getReason(), told.getClass().getSimpleName());
    }
    return String.valueOf(failure.getMessage());
  }

  private void announce(DemoFile file, Path trail) {
    console.line(console.headline("A shop, its customers, and what Gelada does to them"));
    console.line("All of it are real processes of this machine; they end with the demo.");
    console.line("The experiment is " + file.path() + ", its record " + trail);
    console.line("");
  }

  private static Experiment experiment(Gelada gelada, DemoFile file) {
    Loaded<Experiment> loaded =
        gelada
            .files()
            .experiment(
                file.path().toString(),
                file.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (loaded instanceof Loaded.Ok<Experiment> ok) {
      return ok.value();
    }
    throw new IllegalStateException(
        "our own file: " + ((Loaded.Bad<Experiment>) loaded).problems());
  }

  /** As `gelada trail verify` does it, from the first record on. */
  private static Verification verified(Path trail) throws IOException {
    return Verify.file(trail, null);
  }
}
