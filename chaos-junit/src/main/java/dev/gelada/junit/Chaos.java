package dev.gelada.junit;

import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.scope.Scope;
import dev.gelada.junit.scope.TestTarget;

/** What a test can ask for as a parameter: its seed, and a way to put faults anywhere. */
public final class Chaos {
  private final Scope scope;

  Chaos(Scope scope) {
    this.scope = scope;
  }

  /** The seed of all chance in this test. */
  public long seed() {
    return scope.seed();
  }

  /** Puts a fault at a target; it ends with the test's body, or when it is closed. */
  public ActiveFault inject(TestTarget target, Fault fault) {
    return scope.inject(target.name(), fault);
  }
}
