package dev.gelada.cli;

import dev.gelada.core.trail.Anchor;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.Trails;
import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada trail verify}: whether all that is there is what was written. */
@Command(
    name = "verify",
    description =
        "Checks every record's hash, place and meaning; says the first bad line and why. Records"
            + " cut off the end are only found against an anchor. Writes nothing.")
final class TrailVerifyCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description =
          "A line that `gelada trail anchor` printed earlier and that was kept elsewhere.")
  private @Nullable Path anchor;

  TrailVerifyCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  /** What a program reads. */
  record Document(
      int exit,
      String file,
      String trail,
      long records,
      String head,
      Map<String, Long> counts,
      List<String> archives,
      Verification.@Nullable Missing missing,
      Verification.@Nullable Bad bad,
      Verification.@Nullable Torn torn) {}

  @Override
  public Integer call() throws Exception {
    Trails.Choice choice = wiring.trails().choice(option);
    Verification found = verify(choice.uri(), anchor == null ? null : anchor(anchor));
    ExitCode exit = found.good() ? ExitCode.DONE : ExitCode.FAILED;
    console.line("Trail %s (%s)".formatted(choice.uri(), choice.because()));
    Verification.Bad bad = found.bad();
    if (bad != null) {
      String place = bad.archive().isEmpty() ? choice.uri() : bad.archive();
      console.problem("%s, line %d: %s".formatted(place, bad.line(), bad.reason()));
      console.problem(
          "The %d records before it are as they were written.".formatted(found.records()));
    } else {
      console.line(
          console.ok("valid")
              + "  %d records, head %s".formatted(found.records(), found.head().hash()));
      if (anchor == null) {
        console.line(
            console.dim("No anchor was given, so records cut off the end would not be noticed."));
      }
    }
    archives(found);
    Verification.Torn torn = found.torn();
    if (torn != null) {
      console.line(
          console.warn(
              "Line %d is an append under way or one that a crash cut off (%d bytes); the next append sets it aside."
                  .formatted(torn.line(), torn.bytes())));
    }
    console.document(
        new Document(
            exit.number(),
            choice.uri(),
            found.trail(),
            found.records(),
            found.head().hash(),
            found.counts(),
            found.archives(),
            found.missing(),
            bad,
            torn));
    return exit.number();
  }

  private void archives(Verification found) {
    if (!found.archives().isEmpty()) {
      console.line(
          "%d archives before it, from %s on"
              .formatted(found.archives().size(), found.archives().get(0)));
    }
    Verification.Missing missing = found.missing();
    if (missing != null && missing.pruned()) {
      console.line(
          console.dim(
              "Archive %s and all before it were pruned, as a record says: the checkpoint that follows stands for them."
                  .formatted(missing.archive())));
    } else if (missing != null) {
      console.problem(
          "Put archive %s back; if it was removed on purpose, `gelada trail prune` would have said so."
              .formatted(missing.archive()));
    }
  }

  /** A file is read as it stands, bytes of an unfinished append too. */
  private Verification verify(String uri, @Nullable Anchor against) throws IOException {
    if (Trails.isFile(uri)) {
      return Verify.file(Path.of(uri), against);
    }
    try (TrailStore store = wiring.trails().open(uri)) {
      return Verify.store(store, against);
    }
  }

  private static Anchor anchor(Path file) throws Complaint {
    try {
      return Anchor.parse(Files.readString(file));
    } catch (IllegalArgumentException odd) {
      throw Complaint.usage("--anchor " + file + ": " + odd.getMessage() + ".", "");
    } catch (IOException unreadable) {
      throw Complaint.usage(
          "--anchor "
              + file
              + ": "
              + (Files.exists(file) ? "cannot be read." : "there is no such file."),
          "");
    }
  }
}
