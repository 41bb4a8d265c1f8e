package dev.gelada.proxy.attack;

import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.target.TargetId;
import dev.gelada.proxy.client.FaultId;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/** How an undo is written down: which fault of which proxy, and where its server is asked. */
final class Recipes {
  private static final String CONTROL = "control";
  private static final String PROXY = "proxy";
  private static final String UID = "uid";
  private static final String FAULT = "fault";
  private static final String TYPE = "type";

  private Recipes() {}

  /** What a strike makes. It is named by the strike, so that nobody else's can be meant. */
  static FaultId fault(Strike strike, String type) {
    TargetId victim = strike.victim().id();
    return new FaultId(victim.name(), victim.uid(), "gelada-" + strike.id(), type);
  }

  static Undo.Recipe of(Strike strike, URI url, FaultId fault, Undo.Expiry expiry) {
    return new Undo.Recipe(
        strike.victim().id().place(),
        Map.of(
            CONTROL,
            url.toString(),
            PROXY,
            fault.proxy(),
            UID,
            fault.uid(),
            FAULT,
            fault.name(),
            TYPE,
            fault.type()),
        expiry);
  }

  static URI url(Undo.Recipe undo) {
    return URI.create(arg(undo, CONTROL));
  }

  static FaultId fault(Undo.Recipe undo) {
    return new FaultId(arg(undo, PROXY), arg(undo, UID), arg(undo, FAULT), arg(undo, TYPE));
  }

  private static String arg(Undo.Recipe undo, String name) {
    return Objects.requireNonNull(undo.args().get(name), () -> "the recipe names no " + name);
  }
}
