package dev.gelada.core.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * The campaign of {@link MutationsIT}, in a JVM of its own with little memory: each mutant is an
 * experiment or a list of problems with places, and the schema agrees.
 */
final class Mutations {
  private static final List<String> FILES =
      List.of(
          SampleFiles.SMALL,
          SampleFiles.FULL,
          SampleFiles.CRON,
          SampleFiles.AT,
          SampleFiles.POLICY);

  /** A bound against hanging, far above what any mutant takes on a busy machine. */
  private static final long SLOWEST_MILLIS = 10_000;

  private final Agreement agreement = new Agreement();
  private final Loader loader = Samples.loader(Map.of("HOME", "/home/somebody"), new Redactor());
  private final Map<Agreement.Answer, Integer> answers = new EnumMap<>(Agreement.Answer.class);
  private final Map<String, Integer> results = new TreeMap<>();
  private long slowest;
  private long loading;

  private Mutations() {}

  /** Runs as many as the first argument says. */
  public static void main(String[] arguments) {
    // jollyday tells all it does, and ten thousand times over
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Mutations campaign = new Mutations();
    Seeds.each(
        Integer.parseInt(arguments[0]),
        random -> {
          int file = random.nextInt(FILES.size());
          String other = FILES.get(random.nextInt(FILES.size()));
          byte[] mutant = new Mutator(random).mutant(FILES.get(file), other);
          campaign.check(mutant, file == FILES.size() - 1);
        });
    System.out.printf(
        "mutants: %s in %d ms; schema and loader: %s; slowest %d ms; heap %d MiB%n",
        campaign.results,
        campaign.loading / 1_000_000,
        campaign.answers,
        campaign.slowest,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private void check(byte[] mutant, boolean policy) {
    long start = System.nanoTime();
    Loaded<?> loaded =
        policy ? loader.policy("mutant.yaml", mutant) : loader.experiment("mutant.yaml", mutant);
    long millis = (System.nanoTime() - start) / 1_000_000;
    slowest = Math.max(slowest, millis);
    require(millis < SLOWEST_MILLIS, "took " + millis + " ms", mutant);
    results.merge(loaded.getClass().getSimpleName(), 1, Integer::sum);
    if (loaded instanceof Loaded.Bad<?> bad) {
      long lines = new String(mutant, StandardCharsets.UTF_8).lines().count() + 1;
      for (Problem problem : bad.problems()) {
        require(problem.line() >= 1 && problem.line() <= lines, "no such line: " + problem, mutant);
        require(problem.column() >= 1, "no such column: " + problem, mutant);
        require(!problem.message().isBlank(), "says nothing: " + problem, mutant);
        require(!problem.toString().contains("\n"), "more than a line: " + problem, mutant);
        require(!problem.message().contains("Exception:"), "a stack trace: " + problem, mutant);
      }
    }
    loading += System.nanoTime() - start;
    try {
      answers.merge(agreement.of(mutant, policy), 1, Integer::sum);
    } catch (AssertionError disagreement) {
      throw new AssertionError(disagreement.getMessage() + in(mutant), disagreement);
    }
  }

  private static void require(boolean holds, String what, byte[] mutant) {
    if (!holds) {
      throw new AssertionError(what + in(mutant));
    }
  }

  private static String in(byte[] mutant) {
    String text = new String(mutant, StandardCharsets.UTF_8);
    return "\n" + text.substring(0, Math.min(text.length(), 4_000));
  }
}
