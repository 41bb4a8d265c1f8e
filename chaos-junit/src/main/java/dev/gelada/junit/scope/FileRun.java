package dev.gelada.junit.scope;

import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Running;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** An experiment that runs beside the body of a test. Thread-safe. */
public final class FileRun implements AutoCloseable {
  private final String name;
  private final Running run;
  private final Map<String, TestTarget> struck;

  FileRun(String name, Running run, Map<String, TestTarget> struck) {
    this.name = name;
    this.run = run;
    this.struck = Objects.requireNonNull(struck);
  }

  static Map<String, TestTarget> nobody() {
    return new ConcurrentHashMap<>();
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  /** Whether nothing came by at any of its faults. */
  public boolean metNothing() {
    List<Met> met = struck.entrySet().stream().map(e -> e.getValue().met(e.getKey())).toList();
    return met.stream().allMatch(Met::nothing);
  }

  /**
   * Ends it, reverted.
   *
   * @throws IllegalStateException if it did not go as it should: its end before its last step, when
   *     the test is over, is no fault
   */
  @Override
  public void close() {
    boolean ended = run.over();
    run.stop("the test is over");
    Outcome outcome = run.end();
    boolean well = outcome.exit() == Outcome.HELD;
    boolean cut = !ended && outcome.exit() == Outcome.ABORTED;
    if (!well && !cut) {
      throw new IllegalStateException(name + ": " + outcome.verdict());
    }
  }
}
