package dev.gelada.k8s.network;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.RealNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pods as targets, and what attacks on them talk through. */
final class Pods {
  private Pods() {}

  static Connections connections(ControlPlane plane) {
    return connections(plane, plane.environment());
  }

  static Connections connections(ControlPlane plane, Map<String, String> named) {
    Map<String, String> environment = new HashMap<>(named);
    environment.put(AgentImage.VARIABLE, RealNode.IMAGE);
    return new RealConnections(new Connector.Ambient(environment, new SystemTime(), plane.state()));
  }

  static Target target(Place place, String namespace, String name, String uid) {
    String qualified = namespace + "/" + name;
    return new Target(
        new TargetId(place, "pod", qualified, uid),
        new GroupId(place, "pod", qualified),
        "",
        Map.of(),
        null,
        Health.HEALTHY,
        List.of());
  }

  /**
   * The attack with the settle time of a network that is this machine's own: tests wait it out many
   * times.
   */
  record Near(Attack attack) implements Attack {
    @Override
    public Prepared prepare(Strike strike) throws Exception {
      return attack.prepare(strike);
    }

    @Override
    public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws Exception {
      return attack.apply(strike, intent, deadline);
    }

    @Override
    public Lease lease() {
      return new Lease(attack.lease().applyWithin(), Duration.ofSeconds(2));
    }
  }
}
