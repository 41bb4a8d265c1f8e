package dev.gelada.k8s.pod;

import java.util.List;

/**
 * The number of replicas of a workload, lowered for a while.
 *
 * @param from as it was
 * @param to as the strike has it
 */
record Replicas(int from, int to) implements Terms {
  private static final String PATH = "/spec/replicas";

  /** How many a workload wants; one where nothing is said. */
  static int of(Lent workload) {
    return workload.object().number("/spec/replicas", 1);
  }

  @Override
  public boolean original(Lent now) {
    return of(now) == from;
  }

  @Override
  public boolean changed(Lent now) {
    return of(now) == to;
  }

  @Override
  public List<Operation> change() {
    return List.of(Operation.test(PATH, from), Operation.add(PATH, to));
  }

  @Override
  public List<Operation> back() {
    return List.of(Operation.test(PATH, to), Operation.add(PATH, from));
  }

  @Override
  public String words(Lent now) {
    return "it wants %d replicas (%d before the strike, %d by it)".formatted(of(now), from, to);
  }
}
