package dev.gelada.proxy.attack;

import dev.gelada.core.target.Place;
import dev.gelada.proxy.client.Endpoint;
import dev.gelada.proxy.client.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy as a file declares it.
 *
 * @param name what it is called
 * @param listen where it listens
 * @param upstream the server behind it
 */
record Declared(String name, Address listen, Address upstream) {
  /** The same for every process that ever listens there. */
  Place place() {
    return Location.place(Location.of(listen.host(), listen.port()));
  }

  /** What its server reads at its start. */
  List<Map<String, Object>> config() {
    return List.of(
        Map.of(
            "name",
            name,
            "listen",
            listen.toString(),
            "upstream",
            upstream.toString(),
            "enabled",
            true));
  }

  /** The one that listens there; an address may have been resolved, its port is the same. */
  Optional<Endpoint> among(List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.listen().endsWith(":" + listen.port()))
        .findFirst();
  }

  @Override
  public String toString() {
    return "%s → %s".formatted(listen, upstream);
  }
}
