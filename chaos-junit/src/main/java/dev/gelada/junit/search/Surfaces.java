package dev.gelada.junit.search;

import dev.gelada.core.Gelada;
import dev.gelada.core.call.CallPoint;
import dev.gelada.junit.scope.ActiveFault;
import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.scope.FaultRefused;
import dev.gelada.junit.scope.Scope;
import dev.gelada.junit.scope.TestTarget;
import dev.gelada.junit.search.Surface.Operation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Looks at what a test's targets let pass in a run without faults: which calls, how many. */
final class Surfaces {
  private static final String UNDECLARED = RuntimeException.class.getName();

  private final Collection<TestTarget> targets;
  private final TreeMap<String, ActiveFault> counted = new TreeMap<>();

  Surfaces(Collection<TestTarget> targets) {
    this.targets = targets;
  }

  /** From now on, until the scope is closed; by delays of no length, the one way to count calls. */
  void count(Scope scope) {
    for (TestTarget target : targets) {
      for (String operation : target.calls().map(this::names).orElse(List.of())) {
        Fault nothing =
            Fault.of(Sort.SLOW_CALL.attack())
                .with("delay", "0ms")
                .with("methods", List.of(operation));
        try {
          counted.put(key(target, operation), scope.inject(target.name(), nothing));
        } catch (FaultRefused cannot) {
          // then it counts as called once
        }
      }
    }
  }

  private List<String> names(CallPoint point) {
    return point.operations().keySet().stream().sorted().toList();
  }

  private static String key(TestTarget target, String operation) {
    return target.name() + "." + operation;
  }

  /** What there is; after the scope was closed. */
  List<Surface> seen() {
    List<Surface> all = new ArrayList<>();
    for (TestTarget target : targets) {
      List<Operation> operations = new ArrayList<>();
      target
          .calls()
          .ifPresent(
              point -> names(point).forEach(name -> operations.add(seen(target, point, name))));
      all.add(new Surface(target.name(), target.kind(), operations));
    }
    return all;
  }

  private Operation seen(TestTarget target, CallPoint point, String name) {
    ActiveFault counts = counted.get(key(target, name));
    List<String> failures =
        Optional.ofNullable(point.operations().get(name))
            .map(dev.gelada.core.call.Operation::fails)
            .orElse(List.of())
            .stream()
            .filter(Surfaces::canBeMade)
            .map(Class::getName)
            .toList();
    return new Operation(
        point.operations().size() == 1 ? "" : name,
        failures.isEmpty() ? List.of(UNDECLARED) : failures,
        counts == null ? 1 : (int) Math.min(1_000, counts.met().seen()));
  }

  private static boolean canBeMade(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers())
        && Arrays.stream(type.getConstructors())
            .map(constructor -> List.of(constructor.getParameterTypes()))
            .anyMatch(each -> each.isEmpty() || each.equals(List.of(String.class)));
  }

  /** The sorts whose attacks are there. */
  static Set<Sort> sorts() {
    Set<Sort> sorts = EnumSet.noneOf(Sort.class);
    try (Gelada gelada = Gelada.builder().build()) {
      for (Sort sort : Sort.values()) {
        if (gelada.catalogs().attacks().named(sort.attack()).isPresent()) {
          sorts.add(sort);
        }
      }
    }
    return sorts;
  }
}
