package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.proxy.relay.HostPort;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gelada proxy add NAME}. */
@Command(
    name = "add",
    aliases = {"create"},
    description = "Makes a proxy: what connects to --listen reaches --upstream.")
final class ProxyAddCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "How it is called from then on.")
  private String name = "";

  @Option(
      names = {"-l", "--listen"},
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where clients connect to; port 0 for any that is free.")
  private String listen = "";

  @Option(
      names = {"-u", "--upstream"},
      required = true,
      paramLabel = "HOST:PORT",
      description = "The server behind it.")
  private String upstream = "";

  @Mixin private final ControlOption control = new ControlOption();

  ProxyAddCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (name.isBlank() || name.contains("/")) {
      throw Complaint.usage(
          "'%s' is no name for a proxy.".formatted(name),
          "It becomes a part of a URL: say one without a slash.");
    }
    hostPort("--listen", listen);
    hostPort("--upstream", upstream);
    try (Gelada gelada = wiring.looking()) {
      JsonNode made =
          control.server(gelada).create(name, listen, upstream, ControlOption.bound(gelada));
      console.line(
          "Added %s: %s → %s"
              .formatted(
                  made.path("name").asString(name),
                  made.path("listen").asString(listen),
                  made.path("upstream").asString(upstream)));
      console.document(made);
    }
    return ExitCode.DONE.number();
  }

  /** Said here, because Toxiproxy takes a server without a port and then never reaches it. */
  private static void hostPort(String option, String text) throws Complaint {
    if (HostPort.of(text).isEmpty()) {
      throw Complaint.usage(
          "%s is HOST:PORT, not '%s'.".formatted(option, text),
          "Say, for example, 127.0.0.1:5432.");
    }
  }
}
