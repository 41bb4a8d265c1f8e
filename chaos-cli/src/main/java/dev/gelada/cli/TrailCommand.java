package dev.gelada.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code gelada trail}: the record itself. */
@Command(
    name = "trail",
    description = "The record of all that was done, which is also the lock.",
    synopsisSubcommandLabel = "COMMAND")
final class TrailCommand implements Callable<Integer> {
  private TrailCommand() {}

  static CommandLine line(Wiring wiring, Console console) {
    return new CommandLine(new TrailCommand())
        .addSubcommand(new TrailInitCommand(wiring, console))
        .addSubcommand(new TrailShowCommand(wiring, console))
        .addSubcommand(new TrailVerifyCommand(wiring, console))
        .addSubcommand(new TrailAnchorCommand(wiring, console))
        .addSubcommand(new TrailExportCommand(wiring, console))
        .addSubcommand(new TrailPruneCommand(wiring, console));
  }

  @Override
  public Integer call() throws Complaint {
    throw Complaint.usage(
        "say which: init, show, verify, anchor, export or prune.",
        "'gelada trail --help' says more.");
  }
}
