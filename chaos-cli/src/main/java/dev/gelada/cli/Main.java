package dev.gelada.cli;

import dev.gelada.cli.demo.DemoCommand;
import dev.gelada.core.config.Problem;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.proxy.client.ServerRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line, and is the one place that ends the process. */
public final class Main {
  /** What ends things goes on with the plug-ins that there are. */
  private static final Set<String> ENDING = Set.of("halt", "stop", "revert", "status");

  private static final Set<String> RUNS = Set.of("run", "attack", "demo");

  private final Surroundings around;
  private final Console console;
  private final Wiring wiring;

  Main(Surroundings around) {
    this.around = around;
    this.console = new Console(around);
    this.wiring = new Wiring(around);
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Redactor redactor = Redactor.of(System.getenv());
    LogWords.clean(redactor);
    // the launcher tells which of the standard streams 0, 1 and 2 are terminals
    String terminals = System.getProperty("gelada.terminals", "");
    Surroundings around =
        new Surroundings(
            Output.standard(),
            System.err,
            terminals.contains("1"),
            terminals.contains("2"),
            System.getenv(),
            new SystemTime(),
            redactor);
    Main main = new Main(around);
    PluginNoise.quieten(main.console());
    List<String> unread = PluginJars.unreadable(System.getProperty("java.class.path", ""));
    if (!unread.isEmpty()) {
      unread.forEach(main.console()::problem);
      if (Arrays.stream(args).noneMatch(ENDING::contains)) {
        System.exit(ExitCode.USAGE.number());
      }
    }
    System.exit(main.run(main.commandLine(), args));
  }

  /** Where commands print. */
  Console console() {
    return console;
  }

  /** {@code gelada} with its subcommands. */
  CommandLine commandLine() {
    return new CommandLine(new Root(console))
        .addSubcommand(new DemoCommand(around, console, wiring))
        .addSubcommand(new ValidateCommand(wiring, console))
        .addSubcommand(new SchemaCommand(wiring, console))
        .addSubcommand(new DoctorCommand(around, wiring, console))
        .addSubcommand(new ListCommand(wiring, console))
        .addSubcommand(new TargetsCommand(wiring, console))
        .addSubcommand(new PlanCommand(wiring, console, around.time()))
        .addSubcommand(new ExplainCommand(wiring, console))
        .addSubcommand(new SimulateCommand(wiring, console, around.time()))
        .addSubcommand(new RunCommand(wiring, console))
        .addSubcommand(new AttackCommand(wiring, console))
        .addSubcommand(new ServeCommand(around, wiring, console))
        .addSubcommand(new StatusCommand(wiring, console))
        .addSubcommand(new RunsCommand(wiring, console))
        .addSubcommand(new StopCommand(wiring, console, around.time()))
        .addSubcommand(new RevertCommand(wiring, console, around.time()))
        .addSubcommand(new HaltCommand(wiring, console, around.time()))
        .addSubcommand(new ResumeCommand(wiring, console))
        .addSubcommand(new NoteCommand(wiring, console))
        .addSubcommand(ProxyCommand.line(around, wiring, console))
        .addSubcommand(PolicyCommand.line(wiring, console))
        .addSubcommand(TrailCommand.line(wiring, console));
  }

  /** Runs one command; whatever happens, the answer is an exit code and words. Never throws. */
  int run(CommandLine gelada, String... args) {
    gelada.getSubcommands().values().forEach(this::complete);
    gelada
        .registerConverter(LocalDate.class, Figures::date)
        .registerConverter(int.class, Figures::integer)
        .registerConverter(Long.class, Figures::number)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // "@team" in a note is a word, and no file to read options from
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((mistake, all) -> usage(mistake))
        .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line, args));
    try (wiring) {
      return printed(gelada, gelada.execute(asked(gelada, args)));
    } catch (RuntimeException | Error failure) {
      return crash(args, failure);
    }
  }

  /**
   * Somebody who types the bare name wants to know what there is; {@code help X} asks of X, and
   * runs nothing whatever stands behind it.
   */
  private static String[] asked(CommandLine gelada, String[] args) {
    if (args.length > 0 && !args[0].equals("help")) {
      return args;
    }
    List<String> words = new ArrayList<>();
    CommandLine line = gelada;
    for (String word : List.of(args).subList(Math.min(1, args.length), args.length)) {
      if (line.getSubcommands().isEmpty()) {
        break;
      }
      words.add(word);
      CommandLine below = line.getSubcommands().get(word);
      if (below == null) {
        return words.toArray(String[]::new); // no such command, which parsing says better
      }
      line = below;
    }
    words.add("--help");
    return words.toArray(String[]::new);
  }

  /**
   * A result that did not arrive is no success. What a run came to stays its exit code: the trail
   * holds it, whoever could read the words.
   */
  private int printed(CommandLine gelada, int exit) {
    String trouble = Output.trouble(around.out());
    if (trouble.isEmpty()) {
      return exit;
    }
    console.problem("gelada: not all of the output could be written: " + trouble);
    ParseResult parsed = gelada.getParseResult();
    boolean ran =
        parsed != null
            && parsed.hasSubcommand()
            && RUNS.contains(parsed.subcommand().commandSpec().name());
    return ran || exit != ExitCode.DONE.number() ? exit : ExitCode.FAILED.number();
  }

  /** One place gives every command what all of its kind have, so that none can lack it. */
  private void complete(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    KubeOptions.add(spec, wiring::choose);
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help message and exit.")
              .build());
      spec.usageMessage().autoWidth(true);
    }
    line.getSubcommands().values().forEach(this::complete);
  }

  private int usage(ParameterException mistake) {
    CommandLine line = mistake.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    String what =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched(line, unmatched)
            : firstLine(mistake.getMessage());
    String remedy = "'" + command + " --help' says what can be written here.";
    return complain(command, Complaint.usage(what, remedy));
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

  /** What is wrong outside of this program is said in words; all else is our mistake. */
  private int failed(Exception failure, CommandLine line, String[] args) {
    String command = line.getCommandSpec().qualifiedName();
    if (failure instanceof Complaint complaint) {
      complaint.problems().forEach(problem -> console.problem(problem.toString()));
      return complain(command, complaint);
    }
    if (failure instanceof BadTrail bad) {
      return complain(
          command,
          Complaint.of(ExitCode.FAILED, bad.where() + ": " + bad.what() + ".", bad.how() + "."));
    }
    if (failure instanceof InterruptedException) {
      return complain(command, Complaint.of(ExitCode.ABORTED, "interrupted.", ""));
    }
    if (failure instanceof ServerRefused no) {
      return complain(
          command,
          Complaint.of(
              no.isMistake() ? ExitCode.USAGE : ExitCode.FAILED,
              firstLine(no.getMessage()),
              no.remedy()));
    }
    if (failure instanceof IOException
        || failure instanceof LookFailed
        || failure instanceof Connections.Unreachable) {
      String message = firstLine(failure.getMessage());
      boolean bare = failure instanceof FileSystemException || message.isEmpty();
      String words = bare ? failure.getClass().getSimpleName() + ": " + message : message;
      return complain(command, Complaint.of(ExitCode.FAILED, words, ""));
    }
    return crash(args, failure);
  }

  private int complain(String command, Complaint complaint) {
    console.problem(command + ": " + complaint.what());
    if (!complaint.remedy().isEmpty()) {
      console.problem(complaint.remedy());
    }
    console.document(
        new Failure(
            complaint.code().number(), complaint.what(), complaint.remedy(), complaint.problems()));
    return complaint.code().number();
  }

  /** What a program reads instead of a result. */
  record Failure(int exit, String error, String remedy, List<Problem> problems) {}

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

  /** Cleaned as a whole: a secret may go on in the next line. */
  private String firstLine(@Nullable String message) {
    return message == null ? "" : around.redactor().clean(message).lines().findFirst().orElse("");
  }
}
