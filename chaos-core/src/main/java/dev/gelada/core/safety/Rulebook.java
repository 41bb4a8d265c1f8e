package dev.gelada.core.safety;

import dev.gelada.core.safety.Answer.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All rules, in the order in which they answer. */
final class Rulebook {
  /** Who may be a victim at all. */
  static final List<Listed<Filter>> FILTERS = filters();

  /** Whether a strike is allowed. */
  static final List<Listed<Guard>> GUARDS = guards();

  private Rulebook() {}

  /**
   * A rule and whose it is.
   *
   * @param origin whose
   * @param rule the filter or guard
   */
  record Listed<R>(Origin origin, R rule) {}

  private static List<Listed<Filter>> filters() {
    List<Listed<Filter>> filters = new ArrayList<>();
    filters.add(new Listed<>(Origin.BUILT_IN, new NeverTouchFilter()));
    filters.add(new Listed<>(Origin.BUILT_IN, new OptOutFilter()));
    both(filters, OptInFilter::new);
    filters.add(new Listed<>(Origin.FILE, new ExceptFilter()));
    filters.add(new Listed<>(Origin.POLICY, new DenyFilter()));
    both(filters, MinAgeFilter::new);
    filters.add(new Listed<>(Origin.BUILT_IN, new AlreadyStruckFilter()));
    return List.copyOf(filters);
  }

  private static List<Listed<Guard>> guards() {
    List<Listed<Guard>> guards = new ArrayList<>();
    for (Guard builtIn :
        List.of(
            new HaltedGuard(),
            new AbortedGuard(),
            new PolicyGuard(),
            new ClaimGuard(),
            new SlotGuard(),
            new TouchesGuard(),
            new ChainGuard())) {
      guards.add(new Listed<>(Origin.BUILT_IN, builtIn));
    }
    guards.add(new Listed<>(Origin.POLICY, new OverrideGuard()));
    guards.add(new Listed<>(Origin.POLICY, new LeaveGuard()));
    guards.add(new Listed<>(Origin.FILE, new ZoneGuard()));
    both(guards, WindowGuard::new);
    both(guards, MinHealthyGuard::new);
    both(guards, BystandersGuard::new);
    both(guards, MaxVictimsGuard::new);
    both(guards, MaxConcurrentGuard::new);
    both(guards, PerGroupGuard::new);
    both(guards, TotalGuard::new);
    both(guards, CooldownGuard::new);
    both(guards, MinGapGuard::new);
    both(guards, MaxDurationGuard::new);
    both(guards, AttendedGuard::new);
    return List.copyOf(guards);
  }

  private static <R> void both(List<Listed<R>> rules, Function<Origin, R> rule) {
    rules.add(new Listed<>(Origin.FILE, rule.apply(Origin.FILE)));
    rules.add(new Listed<>(Origin.POLICY, rule.apply(Origin.POLICY)));
  }
}
