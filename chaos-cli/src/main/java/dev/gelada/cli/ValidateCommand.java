package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.config.Problem;
import dev.gelada.core.plan.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gelada validate FILE…}: every problem of every file. */
@Command(
    name = "validate",
    description = "Says everything that is wrong with files, each with its place. Works off-line.")
final class ValidateCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, YAML or JSON.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--policy",
      description = "They must be policies. Without this, each file is what it says it is.")
  private boolean policy;

  ValidateCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  /** What a program reads, one for each file. */
  record Validated(String file, boolean ok, List<Problem> problems, List<String> warnings) {}

  @Override
  public Integer call() {
    List<Validated> all = new ArrayList<>();
    try (Gelada gelada = wiring.looking()) {
      for (Path file : files) {
        Validated one = policy ? ofPolicy(gelada, file) : ofExperiment(gelada, file);
        show(one);
        all.add(one);
      }
    }
    console.document(all);
    return (all.stream().allMatch(Validated::ok) ? ExitCode.DONE : ExitCode.USAGE).number();
  }

  private static Validated ofExperiment(Gelada gelada, Path file) {
    Loaded<Experiment> loaded = gelada.files().experiment(file);
    if (loaded instanceof Loaded.Bad<Experiment> bad && isPolicy(bad)) {
      return ofPolicy(gelada, file);
    }
    return of(
        file,
        loaded,
        loaded instanceof Loaded.Ok<Experiment> ok ? ok.value().warnings() : List.of());
  }

  /** The reader of experiments says this one thing of a policy, and looks no further. */
  private static boolean isPolicy(Loaded.Bad<Experiment> bad) {
    return bad.problems().size() == 1
        && bad.problems().get(0).message().startsWith("this is a policy,");
  }

  private static Validated ofPolicy(Gelada gelada, Path file) {
    return of(file, gelada.files().policy(file), List.of());
  }

  private static <T> Validated of(Path file, Loaded<T> loaded, List<String> warnings) {
    return loaded instanceof Loaded.Bad<T> bad
        ? new Validated(file.toString(), false, bad.problems(), List.of())
        : new Validated(file.toString(), true, List.of(), warnings);
  }

  private void show(Validated one) {
    one.problems().forEach(problem -> console.problem(problem.toString()));
    one.warnings()
        .forEach(warning -> console.line(console.warn("! " + one.file() + "  " + warning)));
    if (one.ok()) {
      console.line(console.ok("ok") + "  " + one.file());
    }
  }
}
