package dev.gelada.junit;

import dev.gelada.junit.scope.ActiveFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The faults of all tests of a run, listed at its end if that was asked for. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing else
final class Ledger implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(Ledger.class);
  private final List<String> rows = new ArrayList<>();

  static Ledger of(ExtensionContext test) {
    return test.getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("ledger", key -> new Ledger(), Ledger.class);
  }

  synchronized void add(ExtensionContext test, ActiveFault fault) {
    rows.add(
        "%s.%s: %s"
            .formatted(
                test.getTestClass().map(Class::getSimpleName).orElse(""),
                test.getDisplayName(),
                ChaosReport.line(fault)));
  }

  @Override
  public synchronized void close() {
    if (!rows.isEmpty()) {
      System.out.println("Faults by test\n  " + String.join("\n  ", rows));
      rows.clear();
    }
  }
}
