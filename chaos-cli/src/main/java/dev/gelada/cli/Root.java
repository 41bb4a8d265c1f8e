package dev.gelada.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code gelada} itself, with what all subcommands share. */
@Command(
    name = "gelada",
    description =
        "Takes something away from your system under rules you can prove, and puts it back.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:held, or done",
      "1:hypothesis broken",
      "2:mistake in a file or on the command line",
      "3:not run: refused, outside the window, halted, no victims",
      "4:aborted and put back",
      "5:could not be carried out or found out",
      "6:something may still be struck: look at 'gelada status'"
    })
final class Root {
  private final Console console;

  Root(Console console) {
    this.console = console;
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "For people, or one JSON document on standard output.",
      scope = ScopeType.INHERIT)
  void output(Console.Format format) {
    console.write(format);
  }
}
