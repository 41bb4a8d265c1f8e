package dev.gelada.junit.scope;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The scope of the test that is under way, opened when somebody first asks for it. */
public final class Scopes {
  private static final Namespace NAMESPACE = Namespace.create(Scopes.class);

  private Scopes() {}

  /**
   * The scope of a test.
   *
   * @param seed of its chance, if it is opened now
   * @param most how long its faults stand at most
   */
  public static Scope open(ExtensionContext test, long seed, Duration most) {
    return test.getStore(NAMESPACE)
        .getOrComputeIfAbsent("scope", key -> new Held(test, seed, most), Held.class)
        .scope;
  }

  /** The targets that were declared for a test, by name. */
  public static Map<String, TestTarget> targets(ExtensionContext test) {
    return Registered.of(test);
  }

  /** The same, if it is open. */
  public static Optional<Scope> of(ExtensionContext test) {
    return Optional.ofNullable(test.getStore(NAMESPACE).get("scope", Held.class))
        .map(held -> held.scope);
  }

  /** Closes the scope when the test's store is closed, the last of all nets. */
  @SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing else
  private static final class Held
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final String test;
    private final Map<String, TestTarget> targets;
    private final Scope scope;

    private Held(ExtensionContext context, long seed, Duration most) {
      this.test = stable(context.getUniqueId());
      this.targets = Registered.of(context);
      this.scope = new Scope(test, seed, targets.values(), most);
      targets.values().forEach(target -> registered(target, true));
    }

    /** Without what depends on who runs it: an engine, a suite. */
    private static String stable(String id) {
      int at = id.indexOf("[class:");
      return at < 0 ? id : id.substring(at);
    }

    private void registered(TestTarget target, boolean enters) {
      if (target instanceof Registered registered) {
        if (enters) {
          registered.enter(test, scope);
        } else {
          registered.leave(test);
        }
      }
    }

    @Override
    public void close() {
      targets.values().forEach(target -> registered(target, false));
      scope.close();
    }
  }
}
