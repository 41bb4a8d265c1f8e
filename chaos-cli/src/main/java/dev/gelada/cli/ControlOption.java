package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.ProxyAdmin;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code --control}, the same everywhere. */
final class ControlOption {
  private static final Duration BOUND = Duration.ofSeconds(10);

  @Option(
      names = {"--control", "--host"},
      paramLabel = "URL",
      description =
          "Where the server's control interface is: a gelada proxy's or a Toxiproxy's. Its bearer"
              + " token, if it wants one, is in $GELADA_PROXY_TOKEN. Default: ${DEFAULT-VALUE}.")
  private String control = "http://localhost:8474";

  /** The server, asked who it is. */
  ProxyAdmin server(Gelada gelada) throws Complaint, IOException, InterruptedException {
    Controls controls = gelada.connections().get(Controls.class);
    return ProxyAdmin.at(controls, url(), bound(gelada));
  }

  /** How long one call may take. */
  static Deadline bound(Gelada gelada) {
    return Deadline.in(BOUND, gelada.connections().get(Controls.class).time());
  }

  private URI url() throws Complaint {
    try {
      URI url = new URI(control.contains("://") ? control : "http://" + control);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return URI.create(url.getScheme() + "://" + url.getAuthority());
      }
    } catch (URISyntaxException notOne) {
      // said below
    }
    throw Complaint.usage(
        "--control is a URL, not '" + control + "'.", "Say http://localhost:8474.");
  }
}
