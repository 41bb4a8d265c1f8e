package dev.gelada.junit.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A target as a field with {@code @RegisterExtension}: started for its class if the field is
 * static, else for each test. Subclasses start and end what they need in {@link #begin} and {@link
 * #finish}.
 */
public abstract class Registered
    implements TestTarget,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(Registered.class);
  private final Map<String, Scope> scopes = new HashMap<>();
  private String holder = "";
  private int classes;

  /** Starts what is needed; called once before any use. */
  protected abstract void begin() throws Exception;

  /** Ends it. Idempotent, bounded. */
  protected abstract void finish() throws Exception;

  /** Makes it ready for the next test of its class, for example after it was killed. */
  protected void renew() throws Exception {
    // most have nothing to do
  }

  @Override
  public final void beforeAll(ExtensionContext context) throws Exception {
    declare(context);
    if (enter() == 1) { // a nested class enters it again
      begin();
    }
  }

  @Override
  public final void beforeEach(ExtensionContext context) throws Exception {
    if (isOfClass()) {
      renew();
    } else {
      declare(context);
      begin();
    }
  }

  @Override
  public final void afterEach(ExtensionContext context) throws Exception {
    if (!isOfClass()) {
      finish();
    }
  }

  @Override
  public final void afterAll(ExtensionContext context) throws Exception {
    if (leave() == 0) {
      finish();
    }
  }

  private synchronized boolean isOfClass() {
    return classes > 0;
  }

  private synchronized int enter() {
    return ++classes;
  }

  private synchronized int leave() {
    return --classes;
  }

  private void declare(ExtensionContext context) {
    @SuppressWarnings("unchecked") // nobody else knows the name space
    List<TestTarget> list =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                context.getUniqueId(), id -> new ArrayList<TestTarget>(), List.class);
    list.add(this);
  }

  /** All that was declared for a test: its own, its class's, those of the classes around. */
  static Map<String, TestTarget> of(ExtensionContext test) {
    Map<String, TestTarget> all = new LinkedHashMap<>();
    for (Optional<ExtensionContext> at = Optional.of(test);
        at.isPresent();
        at = at.get().getParent()) {
      Object list = at.get().getStore(NAMESPACE).get(at.get().getUniqueId());
      if (list instanceof List<?> declared) {
        declared.forEach(each -> all.putIfAbsent(((TestTarget) each).name(), (TestTarget) each));
      }
    }
    return all;
  }

  /**
   * Takes it for a test, unless another one has it.
   *
   * @return who has it now
   */
  final synchronized String take(String test) {
    if (holder.isEmpty()) {
      holder = test;
    }
    return holder;
  }

  /** That test does not need it any more. */
  final synchronized void give(String test) {
    if (holder.equals(test)) {
      holder = "";
    }
  }

  /** A test that may use it begins. */
  final synchronized void enter(String test, Scope scope) {
    scopes.put(test, scope);
  }

  /** It is over. */
  final synchronized void leave(String test) {
    scopes.remove(test);
  }

  /**
   * Puts a fault here, in the test that is under way.
   *
   * @throws FaultRefused if it cannot be put here, no test is under way, or several are and it is
   *     not clear whose fault it would be
   */
  public final ActiveFault inject(Fault fault) {
    Scope scope;
    synchronized (this) {
      if (scopes.isEmpty()) {
        throw new FaultRefused(
            "no test is under way; faults begin in a test, or in its @BeforeEach.");
      }
      if (scopes.size() > 1) {
        throw new FaultRefused(
            "%d tests with the target '%s' run at once; let the test take a parameter of type"
                    .formatted(scopes.size(), name())
                + " Chaos and call its inject, or lock the target with @ResourceLock.");
      }
      scope = scopes.values().iterator().next();
    }
    return scope.inject(name(), fault);
  }
}
