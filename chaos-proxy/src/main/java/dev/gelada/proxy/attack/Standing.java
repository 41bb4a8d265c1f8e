package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.proxy.client.ControlPoint;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.ProxyClient;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A proxy process that serves, found through what it wrote about itself.
 *
 * @param control its control API
 * @param pid its process, for people
 */
record Standing(ProxyClient control, long pid) {
  /**
   * The one that has written that file, if it still serves: what answers there must call itself by
   * the id that was written.
   *
   * @throws IOException if that could not be found out
   */
  static Optional<Standing> of(Home home, Controls controls, Deadline deadline)
      throws IOException, InterruptedException {
    Optional<JsonNode> written = home.written();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    long pid = written.get().path("pid").asLong(0);
    String url = written.get().path("control").asString("");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Optional<ControlPoint> there;
    try {
      there = controls.find(URI.create(url), deadline);
    } catch (IOException unknown) {
      if (pid > 0 && ProcessHandle.of(pid).isEmpty()) {
        return Optional.empty(); // it has ended, and its port is somebody else's now
      }
      throw unknown;
    }
    String id = written.get().path("id").asString("");
    return there
        .filter(ProxyClient.class::isInstance)
        .map(ProxyClient.class::cast)
        .filter(client -> client.id().equals(id))
        .map(client -> new Standing(client, pid));
  }
}
