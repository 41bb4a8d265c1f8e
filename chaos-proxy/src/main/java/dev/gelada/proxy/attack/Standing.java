package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Host;
import dev.gelada.proxy.client.ControlPoint;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.ProxyClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A proxy process that serves, found through what it wrote about itself.
 *
 * @param control its control API
 * @param pid its process, for people
 */
record Standing(ProxyClient control, long pid) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * The one that still serves of those who wrote down how to reach them: what answers there must
   * call itself by the id that was written.
   *
   * @throws IOException if that could not be found out
   */
  static Optional<Standing> of(Home home, Controls controls, Deadline deadline)
      throws IOException, InterruptedException {
    for (JsonNode written : home.written()) {
      Optional<Standing> standing = of(written, controls, deadline);
      if (standing.isPresent()) {
        return standing;
      }
    }
    return Optional.empty();
  }

  /** Why those do not answer whose processes run, whatever they stand for. */
  static List<Refusal> silent(Controls controls) throws IOException, InterruptedException {
    List<Refusal> silent = new ArrayList<>();
    for (JsonNode written : new Home(controls.folder(), "").written()) {
      String process = written.path("process").asString("");
      String why = "it is not there";
      try {
        if (!Host.local().alive(process)
            || of(written, controls, Deadline.in(PATIENCE, controls.time())).isPresent()) {
          continue;
        }
      } catch (IOException unknown) {
        why = String.valueOf(unknown.getMessage());
      }
      silent.add(
          new Refusal(
              "control",
              "the proxy of process %d does not answer at %s: %s"
                  .formatted(
                      written.path("pid").asLong(0), written.path("control").asString(""), why),
              "End that process; the next run that needs the proxy starts another one."));
    }
    return silent;
  }

  private static Optional<Standing> of(JsonNode written, Controls controls, Deadline deadline)
      throws IOException, InterruptedException {
    String at = written.path("control").asString("");
    if (at.isEmpty()) {
      return Optional.empty(); // it says why it did not come to serve
    }
    Optional<ControlPoint> there;
    try {
      there = controls.find(URI.create("http://" + at), deadline);
    } catch (IOException unknown) {
      if (!Host.local().alive(written.path("process").asString(""))) {
        return Optional.empty(); // it has ended, and its port is somebody else's now
      }
      throw unknown;
    }
    String id = written.path("id").asString("");
    return there
        .filter(ProxyClient.class::isInstance)
        .map(ProxyClient.class::cast)
        .filter(client -> client.id().equals(id))
        .map(client -> new Standing(client, written.path("pid").asLong(0)));
  }
}
