package dev.gelada.proxy;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Unlistens;
import dev.gelada.proxy.relay.Chance;
import dev.gelada.proxy.relay.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The faults of one proxy by name, in their order, and those that must not come again. */
final class Faults {
  /** Names of ended faults that are remembered; the oldest goes. */
  private static final int REMEMBERED = 10_000;

  private final long seed;
  private final Endings endings;
  private final Map<String, Installed> faults = new LinkedHashMap<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private final Map<String, ActiveFault> removed = new LinkedHashMap<>();

  /** A fault that is there. */
  private record Installed(FaultSpec spec, Rule rule, @Nullable Future<?> ending) {
    ActiveFault view() {
      return new ActiveFault(spec, rule.tally().connections().sum(), rule.tally().applied().sum());
    }
  }

  /** None yet. */
  Faults(long seed, Endings endings) {
    this.seed = seed;
    this.endings = endings;
  }

  List<ActiveFault> views() {
    return faults.values().stream().map(Installed::view).toList();
  }

  Optional<ActiveFault> view(String name) {
    return Optional.ofNullable(faults.get(name)).map(Installed::view);
  }

  /** The fault of that name, or how it was when it was removed. */
  Optional<ActiveFault> lastSeen(String name) {
    return view(name).or(() -> Optional.ofNullable(removed.get(name)));
  }

  private void remember(Installed gone) {
    removed.remove(gone.spec().name());
    removed.put(gone.spec().name(), gone.view());
    if (removed.size() > REMEMBERED) {
      removed.remove(removed.keySet().iterator().next());
    }
  }

  /** What connections follow. */
  List<Rule> rules() {
    return faults.values().stream().map(Installed::rule).toList();
  }

  /** Those for which the proxy does not listen. */
  List<Unlistens> againstListening() {
    return rules().stream()
        .filter(rule -> rule.fault() instanceof Unlistens)
        .map(rule -> (Unlistens) rule.fault())
        .toList();
  }

  /**
   * Adds one.
   *
   * @param atEnd told when its deadline comes, on a thread of its own; not when it is removed
   *     before
   */
  void add(FaultSpec fault, Consumer<Rule> atEnd) throws ProxyTrouble {
    Instant endsAt = fault.endsAt();
    if (faults.containsKey(fault.name())) {
      throw new ProxyTrouble(ProxyTrouble.Kind.FAULT_EXISTS, "toxic already exists");
    }
    if (ended.contains(fault.name())) {
      throw new ProxyTrouble(
          ProxyTrouble.Kind.ENDED, "fault '%s' was ended for good".formatted(fault.name()));
    }
    if (endsAt != null && endings.passed(endsAt)) {
      throw new ProxyTrouble(
          ProxyTrouble.Kind.ENDED, "the end of fault '%s' has passed".formatted(fault.name()));
    }
    Long own = fault.seed();
    Rule rule =
        new Rule(
            new Rule.Tally(),
            fault.type().create(fault.attributes()),
            fault.direction(),
            fault.probability(),
            own != null ? own : Chance.seed(seed, fault.name()));
    Future<?> ending = endsAt == null ? null : endings.at(endsAt, () -> atEnd.accept(rule));
    faults.put(fault.name(), new Installed(fault, rule, ending));
  }

  void change(String name, Attributes attributes, double probability) throws ProxyTrouble {
    Installed old = faults.get(name);
    if (old == null) {
      throw new ProxyTrouble(ProxyTrouble.Kind.NO_FAULT, "toxic not found");
    }
    FaultSpec spec = old.spec().with(attributes, probability);
    boolean same = attributes.equals(old.spec().attributes());
    Rule rule =
        new Rule(
            old.rule().tally(),
            same ? old.rule().fault() : spec.type().create(attributes),
            spec.direction(),
            probability,
            old.rule().seed());
    faults.put(name, new Installed(spec, rule, old.ending()));
  }

  /** Removes one; false when there is none. */
  boolean remove(String name) {
    Installed installed = faults.remove(name);
    if (installed != null) {
      remember(installed);
      cancel(installed);
    }
    return installed != null;
  }

  /** Removes the one of that rule or of what it was changed to; false when it is gone. */
  boolean remove(Rule rule) {
    Optional<Installed> meant =
        faults.values().stream()
            .filter(there -> there.rule().tally().equals(rule.tally()))
            .findFirst();
    meant.ifPresent(this::remember);
    return meant.isPresent() && faults.remove(meant.get().spec().name()) != null;
  }

  /** No fault of that name is added any more. */
  void endForGood(String name) {
    if (ended.add(name) && ended.size() > REMEMBERED) {
      ended.remove(ended.iterator().next());
    }
  }

  void clear() {
    faults.values().forEach(Faults::cancel);
    faults.clear();
  }

  private static void cancel(Installed installed) {
    if (installed.ending() != null) {
      installed.ending().cancel(false);
    }
  }
}
