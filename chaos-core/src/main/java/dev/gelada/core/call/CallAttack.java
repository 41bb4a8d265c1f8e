package dev.gelada.core.call;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attack that is one fault at one call point. All that an attack has to say of itself is which
 * fault its settings ask for, and at which calls.
 */
public interface CallAttack<S extends Record> extends AttackType<S>, Reverts {
  /**
   * The fault that these settings ask for.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  CallFault fault(S settings);

  /**
   * At which calls.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  Matching matching(S settings);

  /** Why it cannot strike that point, beside what its fault says itself; empty if it can. */
  default List<Refusal> unfit(S settings, CallPoint point) {
    return List.of();
  }

  @Override
  default Attack create(S settings, Connections with) {
    return new Calling(
        name(), fault(settings), matching(settings), point -> unfit(settings, point), with);
  }

  /** Takes the fault away for good. A JVM that has ended took it along. */
  @Override
  default Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline) {
    String here = Long.toString(ProcessHandle.current().pid());
    if (!undo.place().id().equals(here)) {
      return new Undone.Elsewhere(undo.place().toString());
    }
    Optional<CallPoint> point = Calling.point(undo, with);
    if (point.isEmpty()) {
      return new Undone.Gone("its test is over");
    }
    point.get().end(strike.value());
    CallCount count = point.get().count(strike.value()).orElse(new CallCount(0, 0, ""));
    return new Undone.Restored(
        Map.of("calls", Long.toString(count.calls()), "struck", Long.toString(count.struck())));
  }
}
