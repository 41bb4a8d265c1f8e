package dev.gelada.proxy.attack;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import dev.gelada.proxy.client.ControlPoint;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.Endpoint;
import dev.gelada.proxy.client.FaultId;
import dev.gelada.proxy.client.FaultOrder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The attack of every {@link FaultAttack}: sets one fault on the victim. */
record Faulting(FaultOrder order, boolean chains, Connections with) implements Attack {
  private static final Duration LOOK = Duration.ofSeconds(10);

  @Override
  public Prepared prepare(Strike strike) throws IOException, InterruptedException {
    Controls controls = with.get(Controls.class);
    Optional<URI> url = Endpoints.control(strike.victim());
    if (url.isEmpty()) {
      return new Prepared.Refused(List.of(noEndpoint(strike)));
    }
    Deadline look = Deadline.in(LOOK, controls.time());
    ControlPoint control = controls.at(url.get(), look);
    List<Refusal> why = new ArrayList<>(changed(control, strike.victim().id()));
    if (why.isEmpty()) {
      why.addAll(control.unfit(order));
      why.addAll(changed(control.endpoint(strike.victim().id().name(), look), strike));
    }
    return why.isEmpty() ? intent(strike, control) : new Prepared.Refused(why);
  }

  private Prepared.Intent intent(Strike strike, ControlPoint control) {
    TargetId victim = strike.victim().id();
    FaultId fault = Recipes.fault(strike, order.type());
    return new Prepared.Intent(
        Recipes.of(strike, control.url(), fault, control.expiry()),
        List.of(new Prepared.Take(strike.victim().group(), 1)),
        Set.of("%s of endpoint %s %s".formatted(order.type(), victim.place(), victim.uid())),
        chains);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline)
      throws InterruptedException {
    Controls controls = with.get(Controls.class);
    Instant endsAt = Objects.requireNonNull(strike.endsAt(), "a fault has an end");
    Optional<URI> url = Endpoints.control(strike.victim());
    if (url.isEmpty()) {
      return new Effect.Untouched(noEndpoint(strike));
    }
    ControlPoint control;
    try {
      control = controls.at(url.get(), deadline);
    } catch (IOException unreached) { // it was only asked who it is
      return new Effect.Untouched(
          new Refusal("control", String.valueOf(unreached.getMessage()), "Run again."));
    }
    List<Refusal> changed = changed(control, strike.victim().id());
    if (!changed.isEmpty()) {
      return new Effect.Untouched(changed.get(0));
    }
    if (deadline.passed() || !endsAt.isAfter(controls.time().instant())) {
      return new Effect.Untouched(
          new Refusal(
              "lease",
              "the time in which it might have begun was over.",
              "Run again; this machine is very busy, or the strike's end had come."));
    }
    try {
      return control.set(
          Recipes.fault(strike, order.type()), order.until(endsAt, strike.seed()), deadline);
    } catch (IOException lost) {
      return new Effect.Unknown(String.valueOf(lost.getMessage()));
    }
  }

  private static List<Refusal> changed(ControlPoint control, TargetId victim) {
    return control.place().equals(victim.place())
        ? List.of()
        : List.of(
            new Refusal(
                "identity",
                "%s is another server than the one in which proxy %s was chosen (%s)."
                    .formatted(control.words(), victim.name(), victim.place()),
                "Nothing is to be done; the next run chooses among those that are there."));
  }

  private static List<Refusal> changed(Optional<Endpoint> now, Strike strike) {
    TargetId victim = strike.victim().id();
    return now.filter(endpoint -> endpoint.uid().equals(victim.uid())).isPresent()
        ? List.of()
        : List.of(
            new Refusal(
                "identity",
                "proxy %s is gone%s."
                    .formatted(
                        victim.name(),
                        now.isPresent() ? "; the one of that name is another one" : ""),
                "Nothing is to be done; the next run chooses among those that are there."));
  }

  private static Refusal noEndpoint(Strike strike) {
    return new Refusal(
        "endpoint",
        strike.victim().id().name() + " was not found by the source endpoints.",
        "Aim at a target whose source is endpoints.");
  }
}
