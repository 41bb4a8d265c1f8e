package dev.gelada.junit.search;

import dev.gelada.junit.scope.TestTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The test that is searched, and what is said about it.
 *
 * @param type its class
 * @param method its method
 * @param targets the names of those that may be struck; empty for all
 * @param folder where files go
 */
record Subject(Class<?> type, Method method, List<String> targets, Path folder) {
  Subject {
    targets = List.copyOf(targets);
  }

  /** The same in every run, whoever starts it. */
  String id() {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(","));
    return type.getName() + "#" + method.getName() + "(" + parameters + ")";
  }

  private String name() {
    return type.getName().replace('$', '.') + "." + method.getName();
  }

  Collection<TestTarget> chosen(Collection<TestTarget> all) {
    return all.stream()
        .filter(target -> targets.isEmpty() || targets.contains(target.name()))
        .sorted(java.util.Comparator.comparing(TestTarget::name))
        .toList();
  }

  /** Whether the test says that it does not apply; JUnit's own class for it is not in its API. */
  static boolean skips(Throwable thrown) {
    for (Class<?> at = thrown.getClass(); at != null; at = at.getSuperclass()) {
      if (at.getName().equals("org.opentest4j.IncompleteExecutionException")
          || at.getName().equals("org.junit.AssumptionViolatedException")) {
        return true;
      }
    }
    return false;
  }

  /** Writes the file and says everything. */
  FailsUnderFaults found(Search search, Throwable failure) {
    Found found = search.found().orElseThrow();
    PlanFile file =
        new PlanFile(
            name(), type.getSimpleName() + "." + method.getName(), search.bounds().wholeTest());
    Path path = folder.resolve(name() + ".yaml");
    List<String> lines = new ArrayList<>();
    lines.add("%s fails under these faults%s:".formatted(name(), how(found.how())));
    found.plan().faults().forEach(fault -> lines.add("  " + fault));
    lines.add(
        "It fails with %s%s."
            .formatted(
                found.symptom().what(),
                found.symptom().where().isEmpty() ? "" : " in " + found.symptom().where()));
    lines.add(
        "%d tries to find it, %d more runs to be sure and to make it smaller; seed %d. The same again: -Dchaos.seed=%d"
            .formatted(found.tries(), found.more(), search.seed(), search.seed()));
    lines.add(written(path, file.text(found.plan(), search.seed())));
    return new FailsUnderFaults(String.join("\n", lines), failure);
  }

  private static String how(Found.Certainty how) {
    return switch (how) {
      case MINIMAL -> ", and none of them can be left out or be smaller";
      case SOMETIMES -> ", but not every time";
      case CUT -> ", which could perhaps be fewer; the search for that was cut short";
      case ONCE -> ", or did once: not in two more runs";
    };
  }

  private static String written(Path path, String text) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, text);
      return "Written to %s; to replay it: @ChaosFile(\"%s\")".formatted(path, path);
    } catch (IOException | UncheckedIOException e) {
      return "It could not be written to %s (%s):\n%s".formatted(path, e, text);
    }
  }

  String nothingToStrike() {
    return ("%s declares no target that a fault could be put at%s. Declare one as a field with"
            + " @RegisterExtension.")
        .formatted(name(), targets.isEmpty() ? "" : " of these: " + String.join(", ", targets));
  }

  String vacuous(Search search) {
    return ("No fault met anything: %s passed, but without what its targets stand for. Let the"
            + " code under test use them (a proxy() or address() of each).\n%s; seed %d.")
        .formatted(name(), search.tally().text(), search.seed());
  }

  String withoutFaultsToo(Search search) {
    return ("%s failed under faults and right after it without any. Either it fails by itself, or"
            + " a run leaves something behind that the next one stumbles over: make it anew in"
            + " @BeforeEach. The faults were:\n  %s\nseed %d.")
        .formatted(name(), search.suspect(), search.seed());
  }

  String onlyAfter(Search search) {
    return ("%s passed under all faults, and then failed without any: a run leaves something behind"
            + " that the next one stumbles over.\n%s; seed %d.")
        .formatted(name(), search.tally().text(), search.seed());
  }
}
