package dev.gelada.cli;

import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada trail show}: the records, as lines for people or as they stand. */
@Command(
    name = "show",
    description = "Prints records in plain words; with --output json as they stand, one a line.")
final class TrailShowCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final TrailOption option = new TrailOption();

  @Option(names = "--since", paramLabel = "SEQ", description = "From this record on.")
  private long since = 1;

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = "Only records of these types: claimed, reverted, …")
  private List<String> types = new ArrayList<>();

  @Option(names = "--run", paramLabel = "RUN", description = "Only records of this run.")
  private String run = "";

  TrailShowCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    List<RecordType> only = types();
    Narrator narrator = new Narrator(console);
    try (TrailStore store = wiring.trails().open(option).store();
        Stream<TrailRecord> records = store.after(0)) {
      console.line(console.dim(store.uri()));
      for (Iterator<TrailRecord> each = records.iterator(); each.hasNext(); ) {
        TrailRecord record = each.next();
        String line = narrator.dated(record); // also of those not shown: it names victims by them
        if (record.seq() >= since
            && (only.isEmpty() || only.contains(record.type()))
            && (run.isEmpty() || record.run().equals(run))) {
          show(record, line);
        }
      }
    } catch (UncheckedIOException unread) {
      throw unread.getCause();
    }
    return ExitCode.DONE.number();
  }

  private void show(TrailRecord record, String line) {
    if (console.json()) {
      console.verbatim(record.line());
    } else {
      console.line("%5d  %s".formatted(record.seq(), line));
    }
  }

  private List<RecordType> types() throws Complaint {
    List<RecordType> known = new ArrayList<>();
    List<String> names = Arrays.stream(RecordType.values()).map(RecordType::text).toList();
    for (String type : types) {
      known.add(
          RecordType.of(type)
              .orElseThrow(
                  () ->
                      Complaint.usage(
                          "no records are of type '%s'.%s"
                              .formatted(
                                  type,
                                  Nearest.to(type, names)
                                      .map(near -> " Did you mean '" + near + "'?")
                                      .orElse("")),
                          "Known: " + String.join(", ", names) + ".")));
    }
    return known;
  }
}
