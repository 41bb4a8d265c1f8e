package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Secret;
import dev.gelada.proxy.client.ControlPoint;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.Endpoint;
import dev.gelada.proxy.client.Location;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proxies of a server that somebody else runs. */
final class RunningEndpoints implements Looking {
  private final URI url;
  private final List<String> names;
  private final @Nullable Secret token;
  private final Connections with;

  /**
   * @param names empty for all
   */
  RunningEndpoints(URI url, List<String> names, @Nullable Secret token, Connections with) {
    this.url = url;
    this.names = List.copyOf(names);
    this.token = token;
    this.with = with;
  }

  @Override
  public List<Found> look() throws IOException, InterruptedException {
    Controls controls = with.get(Controls.class);
    if (token != null) {
      controls.token(url, token);
    }
    Deadline deadline = Deadline.in(PATIENCE, controls.time());
    ControlPoint control = controls.at(url, deadline);
    List<Endpoint> all = control.endpoints(deadline);
    List<String> known = all.stream().map(Endpoint::name).toList();
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(known);
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s has no proxy named %s; it has %s."
              .formatted(
                  control.words(),
                  String.join(", ", missing),
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return all.stream()
        .filter(endpoint -> names.isEmpty() || names.contains(endpoint.name()))
        .map(
            endpoint ->
                new Found(Location.place(Location.of(url)), Found.OPTED_IN, control, endpoint))
        .toList();
  }
}
