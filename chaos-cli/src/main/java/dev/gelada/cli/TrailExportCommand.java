package dev.gelada.cli;

import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada trail export}: all that is there, from the archives on. */
@Command(
    name = "export",
    description =
        "Prints all records as they stand, one JSON document a line, those in archives first.")
final class TrailExportCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  /** The number of the record that was printed last. */
  private long last;

  TrailExportCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    // the live part is opened first: what is archived meanwhile is still read from it
    try (TrailStore store = wiring.trails().open(option).store();
        Stream<TrailRecord> live = store.after(0)) {
      for (TrailStore.Archive archive : store.archives()) {
        try (Stream<TrailRecord> records = store.archived(archive)) {
          print(records);
        }
      }
      print(live);
    } catch (UncheckedIOException unread) {
      throw unread.getCause();
    }
    return ExitCode.DONE.number();
  }

  private void print(Stream<TrailRecord> records) throws IOException {
    for (Iterator<TrailRecord> each = records.iterator(); each.hasNext(); ) {
      TrailRecord record = each.next();
      if (record.seq() > last) { // an archive whose rotation failed holds what the next one does
        if (record.seq() > last + 1) {
          console.problem(
              "Records %d to %d are in archives that are not there; `gelada trail verify` says more."
                  .formatted(last + 1, record.seq() - 1));
        }
        console.verbatim(record.line());
        last = record.seq();
      }
    }
  }
}
