package dev.gelada.core.call;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The attack of every {@link CallAttack}: puts one fault at the victim. */
record Calling(
    String attack,
    CallFault fault,
    Matching matching,
    Function<CallPoint, List<Refusal>> against,
    Connections with)
    implements Attack {
  private static final String TARGET = "target";
  private static final String UID = "uid";

  @Override
  public Prepared prepare(Strike strike) {
    Optional<CallPoint> point = point(strike);
    if (point.isEmpty()) {
      return new Prepared.Refused(List.of(gone(strike)));
    }
    List<Refusal> why = new ArrayList<>(unknown(point.get()));
    if (why.isEmpty()) {
      why.addAll(against.apply(point.get()));
    }
    if (why.isEmpty()) {
      why.addAll(unfit(point.get()));
    }
    if (!why.isEmpty()) {
      return new Prepared.Refused(why);
    }
    Undo undo =
        new Undo.Recipe(
            strike.victim().id().place(),
            Map.of(TARGET, strike.victim().id().name(), UID, strike.victim().id().uid()),
            Undo.Expiry.TARGET);
    return new Prepared.Intent(
        undo,
        List.of(new Prepared.Take(strike.victim().group(), 1)),
        Set.of("%s of %s".formatted(attack, strike.victim().id().uid())),
        true);
  }

  /** A name that no call has would be a fault that never strikes. */
  private List<Refusal> unknown(CallPoint point) {
    Set<String> unknown = new TreeSet<>(matching.operations());
    unknown.removeAll(point.operations().keySet());
    return unknown.isEmpty()
        ? List.of()
        : List.of(
            new Refusal(
                "method",
                "%s has no %s.".formatted(point.name(), String.join(", ", unknown)),
                "It has %s."
                    .formatted(String.join(", ", new TreeSet<>(point.operations().keySet())))));
  }

  /** A fault that no call can have, or not one that is named. */
  private List<Refusal> unfit(CallPoint point) {
    Set<String> fitting = matching.within(point.operations(), fault).operations();
    if (!fitting.isEmpty() && fitting.containsAll(matching.operations())) {
      return List.of();
    }
    Set<String> named = new TreeSet<>(matching.operations());
    named.removeAll(fitting);
    return List.of(
        new Refusal(
            "method",
            "%s cannot happen to %s of %s: its callers would get what its signature excludes."
                .formatted(
                    attack, named.isEmpty() ? "any call" : String.join(", ", named), point.name()),
            "Take an exception that the method declares or an unchecked one, or an answer of its"
                + " type."));
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) {
    Optional<CallPoint> point = point(strike);
    if (point.isEmpty()) {
      return new Effect.Untouched(gone(strike));
    }
    if (deadline.passed()) {
      return new Effect.Untouched(
          new Refusal("lease", "the time in which it might have begun was over.", "Run again."));
    }
    boolean done =
        point
            .get()
            .arm(
                strike.id().value(),
                fault,
                matching,
                strike.seed(),
                Objects.requireNonNull(strike.endsAt(), "a fault has an end"));
    return done
        ? new Effect.Struck(Map.of())
        : new Effect.Untouched(new Refusal("ended", "it was ended before it began.", ""));
  }

  @Override
  public Lease lease() {
    return Lease.LOCAL;
  }

  private Optional<CallPoint> point(Strike strike) {
    return find(strike.victim().id().name(), with)
        .filter(
            point -> point.look().filter(now -> now.id().equals(strike.victim().id())).isPresent());
  }

  static Optional<CallPoint> point(Undo.Recipe undo, Connections with) {
    return find(undo.args().getOrDefault(TARGET, ""), with)
        .filter(
            point ->
                point
                    .look()
                    .filter(now -> now.id().uid().equals(undo.args().get(UID)))
                    .isPresent());
  }

  private static Optional<CallPoint> find(String name, Connections with) {
    return with.get(OwnTargets.class).find(name).flatMap(OwnTarget::calls);
  }

  private static Refusal gone(Strike strike) {
    return new Refusal(
        "gone", strike.victim().id().name() + " is no call of this test.", "Declare it as one.");
  }
}
