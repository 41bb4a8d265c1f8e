package dev.gelada.cli;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line, and is the one place that ends the process. */
public final class Main {
  private final Surroundings around;
  private final Console console;

  Main(Surroundings around) {
    this.around = around;
    this.console = new Console(around);
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Redactor redactor = Redactor.of(System.getenv());
    LogWords.clean(redactor);
    // the launcher tells which of the standard streams 0, 1 and 2 are terminals
    String terminals = System.getProperty("gelada.terminals", "");
    Surroundings around =
        new Surroundings(
            System.out,
            System.err,
            terminals.contains("1"),
            terminals.contains("2"),
            System.getenv(),
            new SystemTime(),
            redactor);
    Main main = new Main(around);
    System.exit(main.run(main.commandLine(), args));
  }

  /** Where commands print. */
  Console console() {
    return console;
  }

  /** {@code gelada} with its subcommands. */
  CommandLine commandLine() {
    return new CommandLine(new Root(console));
  }

  /** Runs one command; whatever happens, the answer is an exit code and words. Never throws. */
  int run(CommandLine gelada, String... args) {
    gelada
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((mistake, all) -> usage(mistake))
        .setExecutionExceptionHandler((failure, line, parsed) -> crash(args, failure));
    try {
      // somebody who types the bare name wants to know what there is
      return args.length == 0 ? gelada.execute("--help") : gelada.execute(args);
    } catch (RuntimeException | Error failure) {
      return crash(args, failure);
    }
  }

  private int usage(ParameterException mistake) {
    CommandLine line = mistake.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    String what =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched(line, unmatched)
            : firstLine(mistake.getMessage());
    console.problem(command + ": " + what);
    console.problem("'" + command + " --help' says what can be written here.");
    return ExitCode.USAGE.number();
  }

  private static String unmatched(CommandLine line, UnmatchedArgumentException mistake) {
    String word = mistake.getUnmatched().get(0);
    boolean command = !mistake.isUnknownOption() && !line.getSubcommands().isEmpty();
    Collection<String> known =
        command ? line.getSubcommands().keySet() : line.getCommandSpec().optionsMap().keySet();
    return (command
            ? "no command named '"
            : mistake.isUnknownOption() ? "no option named '" : "nothing to do with '")
        + word
        + "'."
        + Nearest.to(word, known).map(near -> " Did you mean '" + near + "'?").orElse("");
  }

  private int crash(String[] args, Throwable failure) {
    Optional<Path> log = new CrashLog(around).keep(List.of(args), failure);
    String message = firstLine(failure.getMessage());
    console.problem(
        "gelada: this should not have happened: %s%s. %s"
            .formatted(
                failure.getClass().getSimpleName(),
                message.isEmpty() ? "" : ": " + message,
                log.map(file -> "The details for a bug report are in " + file)
                    .orElse("No log file could be written")));
    return ExitCode.FAILED.number();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
