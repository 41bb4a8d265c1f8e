package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.plan.Experiment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gelada run FILE}: one run, now. */
@Command(
    name = "run",
    description = "Does one run of a file now, and puts everything back. Ctrl-C reverts first.")
final class RunCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final OpenFile file = new OpenFile();
  @Mixin private final TrailOption trail = new TrailOption();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "The reason for this run, in your words; else the file's own.")
  private String why = "";

  RunCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.gelada()) {
      Experiment experiment = file.load(gelada);
      return new Execution(wiring, console)
          .run(
              gelada,
              new Execution.Order(experiment, options.wish(why), trail, file.path.toString(), ""));
    }
  }
}
