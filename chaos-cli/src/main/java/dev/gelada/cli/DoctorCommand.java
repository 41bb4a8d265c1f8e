package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.plan.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gelada doctor [FILE…]}: whether everything is there that is needed. */
@Command(
    name = "doctor",
    description =
        "Says what is missing: trail, clock, host, cluster, and for each file every right and tool"
            + " that its sources and attacks need, one by one. Changes nothing.")
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Wiring wiring;
  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Experiments' files, or folders of them.")
  private List<Path> files = new ArrayList<>();

  @Mixin private final TrailOption option = new TrailOption();

  DoctorCommand(Surroundings around, Wiring wiring, Console console) {
    this.around = around;
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Findings findings = new Findings();
    try (Gelada gelada = wiring.looking()) {
      List<Experiment> experiments = new ArrayList<>();
      for (Path file : opened(files)) {
        load(gelada, file, experiments, findings);
      }
      Examination examination = new Examination(around, wiring, gelada, findings);
      examination.trails(option, experiments);
      examination.cluster(experiments);
      for (Experiment experiment : experiments) {
        examination.file(experiment);
      }
    }
    findings.show(console);
    int exit = findings.exit().number();
    console.document(Map.of("exit", exit, "findings", findings.all()));
    return exit;
  }

  private static void load(
      Gelada gelada, Path file, List<Experiment> experiments, Findings findings)
      throws IOException {
    boolean policy = Files.isRegularFile(file) && gelada.files().isPolicy(Files.readAllBytes(file));
    try {
      if (policy) {
        OpenFile.checked(file.toString(), gelada.files().policy(file));
      } else {
        experiments.add(OpenFile.checked(file.toString(), gelada.files().experiment(file)));
      }
    } catch (Complaint bad) {
      bad.problems().forEach(problem -> findings.mistake(file.toString(), problem.toString()));
    }
  }

  /** Those that {@code serve} would look at, where a folder is named. */
  private static List<Path> opened(List<Path> named) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.list(path)) {
          entries.filter(DoctorCommand::candidate).sorted().forEach(all::add);
        }
      } else {
        all.add(path);
      }
    }
    return all;
  }

  private static boolean candidate(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches("[^.].*\\.(yaml|yml|json)")
        && !name.endsWith(".schema.json")
        && Files.isRegularFile(file);
  }
}
