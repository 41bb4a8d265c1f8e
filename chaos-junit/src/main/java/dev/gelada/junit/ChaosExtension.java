package dev.gelada.junit;

import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.FileRun;
import dev.gelada.junit.scope.Nearest;
import dev.gelada.junit.scope.Scope;
import dev.gelada.junit.scope.Scopes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the scope of each test, puts the faults of its annotations around its body, ends them after
 * it, and fails a test whose faults met nothing. Every fault annotation brings it along.
 */
public final class ChaosExtension
    implements BeforeEachCallback,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        TestExecutionExceptionHandler,
        ParameterResolver {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosExtension.class);
  private static final Namespace NAMESPACE = Namespace.create(ChaosExtension.class);

  /** For the use of JUnit. */
  public ChaosExtension() {}

  @Override
  public void beforeEach(ExtensionContext test) {
    scope(test);
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    if (test.getStore(NAMESPACE).get("armed") != null) {
      return; // an annotation on the class and one on the method bring one extension only
    }
    Scope scope = scope(test);
    Armed armed = new Armed(new HashMap<>(), new ArrayList<>());
    test.getStore(NAMESPACE).put("armed", armed);
    for (Wanted wanted : Annotations.faults(test)) {
      armed.wanted().put(scope.inject(wanted.target(), wanted.fault()), wanted);
    }
    Nearest.annotation(test, ChaosFile.class)
        .ifPresent(file -> armed.files().add(scope.run(file.value(), test.getRequiredTestClass())));
  }

  /** What the annotations brought. */
  private record Armed(Map<ActiveFault, Wanted> wanted, List<FileRun> files) {}

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failure)
      throws Throwable {
    Scopes.of(test)
        .filter(scope -> !scope.faults().isEmpty())
        .ifPresent(scope -> failure.addSuppressed(ChaosReport.of(test, scope)));
    throw failure;
  }

  /** Ends all faults first, whatever is wrong with them; only then it is said. */
  @Override
  public void afterTestExecution(ExtensionContext test) {
    Optional<Scope> open = Scopes.of(test);
    if (open.isEmpty()) {
      return;
    }
    Scope scope = open.get();
    List<String> ranOut = ranOut(scope);
    scope.close();
    report(test, scope);
    if (test.getExecutionException().isPresent()) {
      return;
    }
    List<String> wrong = new ArrayList<>(ranOut);
    wrong.addAll(unused(test, scope));
    if (!wrong.isEmpty()) {
      AssertionError failure = new AssertionError(String.join("\n", wrong));
      failure.addSuppressed(ChaosReport.of(test, scope));
      throw failure;
    }
  }

  private static List<String> ranOut(Scope scope) {
    return scope.faults().stream()
        .filter(fault -> fault.fault().lasts() == null && fault.ranOut())
        .map(
            fault ->
                ("%s was over before the test's body: no fault stands longer than"
                        + " chaos.max-fault-duration. Make the test shorter, or say how long the"
                        + " fault lasts.")
                    .formatted(ChaosReport.line(fault)))
        .toList();
  }

  private static List<String> unused(ExtensionContext test, Scope scope) {
    Settings.Guard guard = Settings.of(test).guard();
    Armed armed = test.getStore(NAMESPACE).get("armed", Armed.class);
    List<String> unused = new ArrayList<>();
    if (guard == Settings.Guard.OFF || armed == null) {
      return unused;
    }
    for (ActiveFault fault : scope.faults()) {
      Wanted wanted = armed.wanted().get(fault);
      boolean allowed = wanted != null && wanted.unused() == Unused.ALLOWED;
      if (fault.met().nothing() && !allowed) {
        unused.add(
            ("%s on %s met nothing: the test would be green without it. Send what is tested through"
                    + " the target, or say unused = Unused.ALLOWED, or chaos.guard=OFF.")
                .formatted(fault.fault(), fault.target().name()));
      }
    }
    boolean allowed =
        Nearest.annotation(test, ChaosFile.class)
            .filter(file -> file.unused() == Unused.ALLOWED)
            .isPresent();
    armed.files().stream()
        .filter(file -> !allowed && file.metNothing())
        .forEach(file -> unused.add("no fault of " + file.name() + " met anything."));
    if (guard == Settings.Guard.WARN) {
      unused.forEach(LOG::warn);
      unused.clear();
    }
    return unused;
  }

  private static void report(ExtensionContext test, Scope scope) {
    boolean table = Settings.of(test).table();
    for (ActiveFault fault : scope.faults()) {
      Map<String, String> entry = new HashMap<>();
      entry.put("chaos.seed", Long.toString(scope.seed()));
      entry.put("chaos.fault", fault.fault().toString());
      entry.put("chaos.target", fault.target().name());
      entry.put("chaos.calls", Long.toString(fault.met().seen()));
      entry.put("chaos.injected", Long.toString(fault.met().struck()));
      fault
          .endedIn()
          .ifPresent(time -> entry.put("chaos.reverted-ms", Long.toString(time.toMillis())));
      test.publishReportEntry(entry);
      if (table) {
        Ledger.of(test).add(test, fault);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type.equals(Chaos.class)
        || (type.equals(long.class) && parameter.isAnnotated(ChaosSeed.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Scope scope = scope(test);
    return parameter.isAnnotated(ChaosSeed.class) ? scope.seed() : new Chaos(scope);
  }

  private static Scope scope(ExtensionContext test) {
    Settings settings = Settings.of(test);
    return Scopes.open(test, settings.seed(), settings.most());
  }
}
