package dev.gelada.proxy.attack;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.proxy.client.ControlPoint;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.client.Location;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * An attack that is one fault of one proxy. All that an attack has to say of itself is which fault
 * its settings ask for.
 */
interface FaultAttack<S extends Record> extends AttackType<S>, Reverts {
  /**
   * The fault that these settings ask for.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  FaultOrder order(S settings);

  /**
   * Whether others may be on the same proxy at the same time. Most add up as they would on a bad
   * line; what takes the proxy from everybody leaves nothing for another one to show.
   */
  default boolean chains() {
    return true;
  }

  @Override
  default Attack create(S settings, Connections with) {
    return new Faulting(order(settings), chains(), with);
  }

  /**
   * Ends the fault by its name. At a {@code gelada proxy} the name is used up with that, so a
   * request that is still on its way begins nothing. A server that has ended took its faults along.
   */
  @Override
  default Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    URI url = Recipes.url(undo);
    if (Location.elsewhere(undo.place(), url)) {
      return new Undone.Elsewhere(undo.place() + ", control API " + url);
    }
    Optional<ControlPoint> control = with.get(Controls.class).find(url, deadline);
    if (control.isEmpty() && (Location.isJvm(url) || Location.isLoopback(url.getHost()))) {
      return new Undone.Gone("the proxy server at " + url + " has ended, its faults with it");
    }
    if (control.isEmpty()) {
      throw new IOException("nothing listens at " + url);
    }
    return control.get().place().equals(undo.place())
        ? control.get().end(Recipes.fault(undo), deadline)
        : new Undone.Gone("another proxy server runs at " + url + " now: " + control.get().words());
  }
}
