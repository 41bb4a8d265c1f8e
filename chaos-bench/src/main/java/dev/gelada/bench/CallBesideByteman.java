package dev.gelada.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a call costs while no fault is there: of the object itself, through the least dynamic proxy,
 * through our target, a Mockito spy, and with a Byteman rule on the method whose condition is never
 * true, interpreted and compiled. Each contender in a JVM of its own in each round, in turns.
 */
public final class CallBesideByteman {
  private static final int WITHIN_NANOS = 5;
  private static final int TIMES_CHEAPER = 5;
  private static final List<String> OPERATIONS = List.of("charge", "look");
  private final int rounds;
  private final List<Contender> contenders;

  /** One way to call, and what its JVM is started with. */
  private record Contender(
      String name, CallContenders.Way way, List<String> jvm, List<List<Double>> nanos) {
    private Contender(String name, CallContenders.Way way, List<String> jvm) {
      this(name, way, jvm, List.of(new ArrayList<>(), new ArrayList<>()));
    }
  }

  private CallBesideByteman(int rounds, List<Contender> contenders) {
    this.rounds = rounds;
    this.contenders = contenders;
  }

  /** Measures and prints; about eight minutes, or one with {@code --quick}. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("gelada-calls-");
    Path interpreted = rule(folder, "interpreted", "");
    Path compiled = rule(folder, "compiled", "COMPILE\n");
    try {
      new CallBesideByteman(
              Arrays.asList(args).contains("--quick") ? 1 : 5,
              List.of(
                  new Contender("plain", CallContenders.Way.PLAIN, List.of()),
                  new Contender("bare JDK proxy", CallContenders.Way.PROXY, List.of()),
                  new Contender("MethodTarget", CallContenders.Way.TARGET, List.of()),
                  new Contender("Mockito spy, stub only", CallContenders.Way.SPY, List.of()),
                  new Contender(
                      "Byteman, interpreted",
                      CallContenders.Way.PLAIN,
                      List.of(agent(interpreted))),
                  new Contender(
                      "Byteman, compiled", CallContenders.Way.PLAIN, List.of(agent(compiled)))))
          .measure();
    } finally {
      Files.delete(interpreted);
      Files.delete(compiled);
      Files.delete(folder);
    }
  }

  /** Rules on both methods that never do what they say. */
  private static Path rule(Path folder, String name, String how) throws IOException {
    StringBuilder rules = new StringBuilder();
    for (String method : List.of("charge(int)", "look(Object)")) {
      rules.append(
          """
          RULE %s
          CLASS dev.gelada.bench.CallContenders$Till
          METHOD %s
          AT ENTRY
          %sIF %s
          DO THROW new java.lang.IllegalStateException("no")
          ENDRULE
          """
              .formatted(method, method, how, method.startsWith("c") ? "$1 < 0" : "$1 == null"));
    }
    return Files.writeString(folder.resolve(name + ".btm"), rules);
  }

  private static String agent(Path rules) throws URISyntaxException {
    Path jar =
        Path.of(
            org.jboss.byteman.agent.Main.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    return "-javaagent:%s=script:%s".formatted(jar, rules);
  }

  private void measure() throws RunnerException {
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        turn(contenders.get((round + turn) % contenders.size())); // nobody is always first
      }
    }
    for (int i = 0; i < OPERATIONS.size(); i++) {
      print(i);
    }
  }

  private static void turn(Contender contender) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(CallContenders.class.getName() + "\\..*")
            .param("way", contender.way().name())
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(500))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    Options all = options.jvmArgsAppend(contender.jvm().toArray(String[]::new)).build();
    for (RunResult result : new Runner(all).run()) {
      String name = result.getPrimaryResult().getLabel();
      contender.nanos().get(OPERATIONS.indexOf(name)).add(result.getPrimaryResult().getScore());
    }
  }

  private void print(int operation) {
    System.out.printf(
        Locale.ROOT,
        "%n%s, %d JVMs each, Java %s%n",
        OPERATIONS.get(operation),
        rounds,
        Runtime.version());
    double proxy = median(operation, "bare JDK proxy");
    double ours = median(operation, "MethodTarget");
    for (Contender each : contenders) {
      List<Double> nanos = sorted(each, operation);
      double median = median(operation, each.name());
      System.out.printf(
          Locale.ROOT,
          "%-24s %8.1f ns (%.1f to %.1f) %8.2f times MethodTarget%n",
          each.name(),
          median,
          nanos.get(0),
          nanos.get(nanos.size() - 1),
          median / ours);
    }
    System.out.printf(
        Locale.ROOT,
        "MethodTarget costs %.1f ns more than the bare proxy (aim: at most %d): %s%n",
        ours - proxy,
        WITHIN_NANOS,
        ours - proxy <= WITHIN_NANOS ? "reached" : "MISSED");
    double byteman = median(operation, "Byteman, compiled");
    double plain = median(operation, "plain");
    System.out.printf(
        Locale.ROOT,
        "Byteman's compiled rule costs %.1f times that (aim: %d): %s; of what each adds to the plain"
            + " call, %.1f times%n",
        byteman / ours,
        TIMES_CHEAPER,
        byteman / ours >= TIMES_CHEAPER ? "reached" : "MISSED",
        (byteman - plain) / (ours - plain));
  }

  private static List<Double> sorted(Contender contender, int operation) {
    return contender.nanos().get(operation).stream().sorted().toList();
  }

  private double median(int operation, String name) {
    List<Double> all =
        sorted(
            contenders.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow(),
            operation);
    return all.get(all.size() / 2);
  }
}
