package dev.gelada.proxy.attack;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.proxy.client.ControlPoint;
import dev.gelada.proxy.client.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An endpoint as a group and its only member.
 *
 * @param place of the group: the same whichever server listens there, so that limits count on
 * @param labels of the group
 * @param control the server
 * @param endpoint as the server describes it
 */
record Found(Place place, Map<String, String> labels, ControlPoint control, Endpoint endpoint) {
  /** What a proxy carries by being there: see {@link Endpoints}. */
  static final Map<String, String> OPTED_IN = Map.of("gelada/enabled", "true");

  GroupId id() {
    return new GroupId(place, Endpoints.KIND, endpoint.name());
  }

  Group group() {
    return new Group(id(), labels, 1, false, List.of());
  }

  Target target() {
    Map<String, String> said = new LinkedHashMap<>();
    said.put(Endpoints.label(), control.url().toString());
    said.put("listen", endpoint.listen());
    said.put("upstream", endpoint.upstream());
    return new Target(
        new TargetId(control.place(), Endpoints.KIND, endpoint.name(), endpoint.uid()),
        id(),
        "",
        said,
        null,
        endpoint.listening() ? Health.HEALTHY : Health.UNHEALTHY,
        List.of());
  }
}
