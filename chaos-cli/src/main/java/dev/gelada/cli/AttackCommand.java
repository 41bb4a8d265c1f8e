package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gelada attack NAME}: one attack without a file, through the same gates. */
@Command(
    name = "attack",
    description =
        "One attack, now, under the same rules as a file. --print shows the file that the flags"
            + " stand for.",
    footer = {
      "",
      "Example:",
      "  gelada attack pause-process --target processes:group=cart --for 10s \\",
      "      --zone Europe/Berlin --why 'does the shop notice?'"
    })
final class AttackCommand implements Callable<Integer> {
  private static final String FILE = "gelada attack";

  private final Wiring wiring;
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "See `gelada list attacks`.")
  private String name = "";

  @Option(
      names = "--target",
      paramLabel = "SOURCE:KEY=VALUE[,KEY=VALUE]",
      description = "What may be a victim: a source with its settings, in short.")
  private String target = "";

  @Option(names = "--source", paramLabel = "SOURCE", description = "See `gelada list sources`.")
  private String source = "";

  @Option(
      names = "--select",
      paramLabel = "KEY=VALUE",
      description = "A setting of the source: group=cart, labels.app=shop.")
  private Map<String, String> select = new LinkedHashMap<>();

  @Option(
      names = "--pick",
      paramLabel = "KEY=VALUE",
      description = "How victims are chosen: count=2, percent=50; one if nothing is said.")
  private Map<String, String> pick = new LinkedHashMap<>();

  @Option(names = "--for", paramLabel = "TIME", description = "How long, for what is undone: 10s.")
  private String lasts = "";

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the attack.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--zone", paramLabel = "ZONE", description = "Of the window: Europe/Berlin.")
  private String zone = "";

  @Option(
      names = "--window",
      paramLabel = "always|HOURS",
      description = "When it is allowed; Mon-Fri 09:00-15:00 if nothing is said.")
  private String window = "";

  @Option(
      names = "--limit",
      paramLabel = "KEY=VALUE",
      description = "Another limit: minHealthy=2, perGroup='1 per day'.")
  private Map<String, String> limits = new LinkedHashMap<>();

  @Option(names = "--print", description = "Only prints the file; attacks nothing.")
  private boolean print;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final WhyOption why = new WhyOption();
  @Mixin private final TrailOption trail = new TrailOption();
  @Mixin private final RunOptions options = new RunOptions();

  AttackCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AttackFile file = new AttackFile(flags());
    String text = file.text();
    try (Gelada gelada = wiring.gelada()) {
      Experiment experiment = read(gelada, file, text);
      if (print) {
        console.line(text.stripTrailing());
        console.document(Map.of("exit", 0, "file", text));
        return ExitCode.DONE.number();
      }
      return new Execution(wiring, console)
          .run(
              gelada,
              new Execution.Order(
                  experiment,
                  options.wish(why.given()),
                  trail,
                  "attack.yaml",
                  "gelada " + typed() + " --print > attack.yaml"));
    }
  }

  /** The command line as it would be pasted into a shell. */
  private String typed() {
    return spec.root().commandLine().getParseResult().originalArgs().stream()
        .map(
            word ->
                word.matches("[A-Za-z0-9_./:=,@%+-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private Experiment read(Gelada gelada, AttackFile file, String text) throws Complaint {
    Loaded<Experiment> loaded =
        gelada.files().experiment(FILE, text.getBytes(StandardCharsets.UTF_8));
    if (loaded instanceof Loaded.Bad<Experiment> bad) {
      console.problem("These flags stand for:");
      AttackFile.numbered(text).forEach(console::problem);
      throw Complaint.file(FILE, bad.problems().stream().map(file::atFlag).toList());
    }
    return OpenFile.checked(FILE, loaded);
  }

  private AttackFile.Flags flags() throws Complaint {
    String from = source;
    Map<String, String> settings = new LinkedHashMap<>();
    if (!target.isEmpty()) {
      if (!source.isEmpty()) {
        throw Complaint.usage("--target and --source say the same thing.", "Leave one out.");
      }
      String[] parts = target.split(":", 2);
      from = parts[0];
      if (parts.length == 2) {
        settings.putAll(pairs(parts[1]));
      }
    }
    settings.putAll(select);
    if (from.isEmpty()) {
      throw Complaint.usage(
          "say what may be a victim.",
          "Write --target processes:group=NAME; `gelada list sources` shows what there is.");
    }
    return new AttackFile.Flags(
        name, why.given(), from, settings, pick, set, lasts, zone, window, limits);
  }

  private static Map<String, String> pairs(String text) throws Complaint {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw Complaint.usage(
            "--target: '%s' is not KEY=VALUE.".formatted(pair),
            "Write SOURCE:KEY=VALUE; for values with commas use --source and --select.");
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }
}
