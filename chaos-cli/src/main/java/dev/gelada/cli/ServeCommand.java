package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.server.HealthEndpoint;
import dev.gelada.server.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gelada serve DIR}: the runner that is always on. */
@Command(
    name = "serve",
    description =
        "Plans each day for a folder of files and strikes when it is due. Takes changed files"
            + " without a restart. Ctrl-C and SIGTERM revert first.")
final class ServeCommand implements Callable<Integer> {
  private static final String OFF = "off";

  private final Surroundings around;
  private final Wiring wiring;
  private final Console console;

  @Parameters(index = "0", paramLabel = "DIR", description = "A folder of files with a schedule.")
  private Path folder = Path.of("");

  @Option(
      names = "--once",
      description =
          "Does what is due now and ends: for a scheduler outside, which has to call more often than"
              + " every half hour. A rule's no is exit 0.")
  private boolean once;

  @Option(
      names = "--dry-run",
      description =
          "Everything but the attacks; its records are marked dry and use no occasion up.")
  private boolean dry;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where /health and /ready are answered; 'off' for nowhere. Default: ${DEFAULT-VALUE}.")
  private String listen = "127.0.0.1:8642";

  @Mixin private final TrailOption option = new TrailOption();

  ServeCommand(Surroundings around, Wiring wiring, Console console) {
    this.around = around;
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw Complaint.usage(
          folder + " is no folder.",
          "Name the folder that it is in; 'gelada run " + folder + "' does that file once, now.");
    }
    if (!Files.isDirectory(folder)) {
      throw Complaint.usage(
          "there is no folder " + folder + ".", "Make it, and put files with a schedule into it.");
    }
    Optional<InetSocketAddress> address = once ? Optional.empty() : address();
    try (Gelada gelada = wiring.gelada();
        Aside news = new Aside(new ServeNews(console, folder))) {
      TrailDesk.Chosen chosen = wiring.trails().open(option);
      try (OnTrail trail = wiring.on(gelada, chosen.store(), List.of(news));
          Turn turn = once || dry ? Turn.ALWAYS : wiring.turn(trail.uri(), news)) {
        Server.Settings settings = Server.Settings.of(folder).dry(dry);
        Server server = new Server(gelada, trail, around.time(), settings, news, turn::leads);
        console.line(
            console.headline((dry ? "Dry run of " : "Serving ") + folder) + "  " + chosen.words());
        return serve(server, news, address);
      }
    }
  }

  private int serve(Server server, Aside news, Optional<InetSocketAddress> address)
      throws Exception {
    if (address.isEmpty()) {
      return serve(server, news);
    }
    try (HealthEndpoint endpoint = open(server, address.get())) {
      console.line(
          "Health on http://%s:%d/health and /ready"
              .formatted(host(address.get()), endpoint.address().getPort()));
      return serve(server, news);
    }
  }

  /** As it stands in a URL: an IPv6 address in brackets. */
  private static String host(InetSocketAddress address) {
    String host = address.getHostString();
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private int serve(Server server, Aside news) throws InterruptedException {
    try (Interruptions signals =
        Interruptions.during(console, () -> server.stop("this runner was told to end"))) {
      int exit = once ? server.once() : server.serve();
      news.close(); // all of it is said before the end is
      console.event(Map.of("event", "end", "exit", exit));
      signals.over(exit);
      return exit;
    }
  }

  private HealthEndpoint open(Server server, InetSocketAddress at) throws Complaint {
    try {
      return HealthEndpoint.start(server, around.time(), around.redactor(), at);
    } catch (IOException e) {
      throw Complaint.usage(
          "cannot listen at %s: %s.".formatted(listen, e.getMessage()),
          "Another runner may be there: choose another --listen HOST:PORT, or --listen off.");
    }
  }

  private Optional<InetSocketAddress> address() throws Complaint {
    if (listen.equals(OFF)) {
      return Optional.empty();
    }
    int colon = listen.lastIndexOf(':');
    String port = listen.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw Complaint.usage(
          "--listen: '" + listen + "' is no address.",
          "Write HOST:PORT, such as 127.0.0.1:8642 or 0.0.0.0:8642, or 'off'.");
    }
    InetSocketAddress at =
        new InetSocketAddress(
            listen.substring(0, colon).replaceAll("^\\[|]$", ""), Integer.parseInt(port));
    if (at.isUnresolved()) {
      throw Complaint.usage(
          "--listen: no host named '" + listen.substring(0, colon) + "' is known here.",
          "Write an address of this machine, such as 127.0.0.1.");
    }
    return Optional.of(at);
  }
}
