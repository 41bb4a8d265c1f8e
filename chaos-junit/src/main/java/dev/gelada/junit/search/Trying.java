package dev.gelada.junit.search;

import dev.gelada.junit.scope.Scope;
import dev.gelada.junit.scope.Scopes;
import dev.gelada.junit.scope.TestTarget;
import dev.gelada.junit.search.Round.Purpose;
import dev.gelada.junit.search.Tried.End;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * One run of the test for a search. A failure that the search looks for is kept from JUnit, which
 * goes on as after a test that passed; every other one is the test's.
 */
final class Trying
    implements InvocationInterceptor,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private final Search search;
  private final Round round;
  private final Subject subject;
  private volatile List<Tried.Struck> struck = List.of();
  private volatile boolean reached;
  private volatile boolean broken;
  private volatile boolean skipped;
  private volatile @Nullable Throwable failure;

  Trying(Search search, Round round, Subject subject) {
    this.search = search;
    this.round = round;
    this.subject = subject;
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    reached = true;
    broken = true; // until the body's own part
    Collection<TestTarget> targets = subject.chosen(Scopes.targets(context).values());
    Surfaces surfaces = new Surfaces(targets);
    Scope scope = new Scope(subject.id(), search.seed(), targets, search.bounds().wholeTest());
    Staged staged = new Staged(scope, round.plan());
    try {
      if (round.purpose() == Purpose.FIRST) {
        surfaces.count(scope);
      }
      staged.begin();
      broken = false;
      Watched.run(invocation::proceed, search.bounds().timeout(), staged::close);
    } finally {
      boolean own = broken;
      broken = true;
      staged.close();
      struck = staged.struck();
      broken = own;
    }
    after(surfaces);
  }

  private void after(Surfaces surfaces) {
    if (round.purpose() == Purpose.FIRST) {
      search.sees(surfaces.seen(), Surfaces.sorts());
      if (search.nothingToStrike()) {
        broken = true;
        throw new FailsUnderFaults(subject.nothingToStrike(), null);
      }
    } else if (round.purpose() == Purpose.VERDICT) {
      verdict();
    }
  }

  /** The body passed. */
  private void verdict() {
    if (search.found().isPresent()) {
      throw subject.found(search, search.found().get().failure());
    }
    if (search.tally().vacuous()) {
      throw new FailsUnderFaults(subject.vacuous(search), null);
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    handle(thrown);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    handle(thrown);
  }

  private void handle(Throwable thrown) throws Throwable {
    if (broken || thrown instanceof GoesOn) {
      broken = true;
      throw thrown;
    }
    if (Subject.skips(thrown)) {
      skipped = true;
      throw thrown;
    }
    if (failure == null) {
      failure = thrown;
    }
    switch (round.purpose()) {
      case FIRST -> throw thrown;
      case CONTROL -> throw new FailsUnderFaults(subject.withoutFaultsToo(search), thrown);
      case VERDICT -> throw decided(thrown);
      case SEARCH -> {}
    }
  }

  private Throwable decided(Throwable thrown) {
    if (thrown instanceof FailsUnderFaults) {
      return thrown;
    }
    return search.found().isPresent()
        ? subject.found(search, thrown)
        : new FailsUnderFaults(subject.onlyAfter(search), thrown);
  }

  /** How it ended; after all of it. */
  Tried tried() {
    Throwable failed = failure;
    End end = End.PASSED;
    if (!reached || broken || (failed != null && round.purpose() != Purpose.SEARCH)) {
      end = End.BROKEN;
    } else if (skipped) {
      end = End.SKIPPED;
    } else if (failed != null) {
      end = End.FAILED;
    }
    return new Tried(
        round.plan(),
        end,
        failed == null ? null : Symptom.of(failed, subject.type()),
        failed,
        new ArrayList<>(struck));
  }
}
