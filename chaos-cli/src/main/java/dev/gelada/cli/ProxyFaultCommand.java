package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.proxy.client.ProxyAdmin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gelada proxy fault}: faults of one proxy. */
@Command(
    name = "fault",
    aliases = {"toxic"},
    description = "Adds, changes and removes faults, on open connections too.",
    synopsisSubcommandLabel = "COMMAND")
final class ProxyFaultCommand implements Callable<Integer> {
  private ProxyFaultCommand() {}

  static CommandLine line(Wiring wiring, Console console) {
    return new CommandLine(new ProxyFaultCommand())
        .addSubcommand(new Add(wiring, console))
        .addSubcommand(new Update(wiring, console))
        .addSubcommand(new Remove(wiring, console));
  }

  @Override
  public Integer call() throws Complaint {
    throw Complaint.usage(
        "say which: add, update or remove.", "'gelada proxy fault --help' says more.");
  }

  /** {@code -a name=value}, as often as wished. */
  private static final class AttributesOption {
    @Option(
        names = {"-a", "--attribute"},
        paramLabel = "NAME=VALUE",
        description = "A setting of the fault: -a latency=300 -a jitter=50.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
        names = {"--probability", "--toxicity"},
        paramLabel = "0..1",
        description = "Share of the connections; decided once for each.")
    private @Nullable Double probability;

    /** Whole numbers as such, other values as words. */
    Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      given.forEach(
          (name, value) ->
              attributes.put(
                  name, value.matches("-?\\d{1,18}") ? (Object) Long.valueOf(value) : value));
      return attributes;
    }
  }

  /** {@code gelada proxy fault add PROXY}. */
  @Command(
      name = "add",
      description =
          "Adds a fault: latency, bandwidth, slow_close, timeout, reset_peer, slicer, limit_data;"
              + " where the server is a gelada proxy also reset, down, refuse, connect_delay,"
              + " limit_connections, black_hole, corrupt, respond.",
      footerHeading = "%nAttributes:%n",
      footer = {
        "  latency            latency (ms), jitter (ms),",
        "                     distribution (uniform, normal, pareto)",
        "  bandwidth          rate (thousand bytes a second)",
        "  slow_close         delay (ms)",
        "  timeout            timeout (ms)",
        "  reset_peer         timeout (ms)",
        "  slicer             average_size, size_variation (bytes), delay (µs)",
        "  limit_data         bytes",
        "  reset              after (ms)",
        "  connect_delay      delay (ms), jitter (ms)",
        "  limit_connections  max",
        "  corrupt            rate (per million)",
        "  respond            status, retry_after (s)",
        "What is left out is 0: a latency without latency=… holds nothing back."
      })
  private static final class Add implements Callable<Integer> {
    private final Wiring wiring;
    private final Console console;

    @Parameters(index = "0", paramLabel = "PROXY", description = "The proxy.")
    private String proxy = "";

    @Option(
        names = {"-t", "--type"},
        required = true,
        paramLabel = "TYPE",
        description = "What it does.")
    private String type = "";

    @Option(
        names = {"-n", "--name", "--toxicName"},
        paramLabel = "NAME",
        description = "How it is called; type and direction if left out.")
    private String name = "";

    @Option(
        names = {"-u", "--upstream"},
        description = "On what clients send; else on what servers send.")
    private boolean upstream;

    @Option(
        names = {"-d", "--downstream"},
        description = "On what servers send, which is the default.")
    private boolean downstream;

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "When the proxy removes it by itself: 30s, 5m; else it stays.")
    private String lasts = "";

    @Mixin private final AttributesOption given = new AttributesOption();
    @Mixin private final ControlOption control = new ControlOption();

    Add(Wiring wiring, Console console) {
      this.wiring = wiring;
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      if (upstream && downstream) {
        throw Complaint.usage(
            "--upstream and --downstream are two faults.", "Add one after the other.");
      }
      if (lasts.matches("\\d+")) {
        throw Complaint.usage(
            "--for is a time with its unit, not '" + lasts + "'.", "Say " + lasts + "s.");
      }
      ProxyAdmin.Wish wish =
          new ProxyAdmin.Wish(
              name,
              type,
              upstream ? "upstream" : "downstream",
              given.probability,
              given.attributes(),
              lasts);
      try (Gelada gelada = wiring.looking()) {
        JsonNode added = control.server(gelada).add(proxy, wish, ControlOption.bound(gelada));
        console.line(
            "Added %s to %s: %s%s"
                .formatted(
                    wish.name(),
                    proxy,
                    ProxyInspectCommand.attributes(added.path("attributes")),
                    lasts.isEmpty() ? "" : "; it ends by itself in " + lasts));
        console.document(added);
      }
      return ExitCode.DONE.number();
    }
  }

  /** {@code gelada proxy fault update PROXY -n NAME}. */
  @Command(
      name = "update",
      description = "Gives a fault other settings; what is not named stays, its end too.")
  private static final class Update implements Callable<Integer> {
    private final Wiring wiring;
    private final Console console;

    @Parameters(index = "0", paramLabel = "PROXY", description = "The proxy.")
    private String proxy = "";

    @Option(
        names = {"-n", "--name", "--toxicName"},
        required = true,
        paramLabel = "NAME",
        description = "The fault.")
    private String name = "";

    @Mixin private final AttributesOption given = new AttributesOption();
    @Mixin private final ControlOption control = new ControlOption();

    Update(Wiring wiring, Console console) {
      this.wiring = wiring;
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      if (given.given.isEmpty() && given.probability == null) {
        throw Complaint.usage("nothing is to be changed.", "Say -a NAME=VALUE or --probability.");
      }
      try (Gelada gelada = wiring.looking()) {
        JsonNode changed =
            control
                .server(gelada)
                .update(
                    proxy,
                    name,
                    given.attributes(),
                    given.probability,
                    ControlOption.bound(gelada));
        console.line("Changed %s of %s".formatted(name, proxy));
        console.document(changed);
      }
      return ExitCode.DONE.number();
    }
  }

  /** {@code gelada proxy fault remove PROXY -n NAME}. */
  @Command(
      name = "remove",
      aliases = {"delete"},
      description = "Removes a fault; what it held goes on at once.")
  private static final class Remove implements Callable<Integer> {
    private final Wiring wiring;
    private final Console console;

    @Parameters(index = "0", paramLabel = "PROXY", description = "The proxy.")
    private String proxy = "";

    @Option(
        names = {"-n", "--name", "--toxicName"},
        required = true,
        paramLabel = "NAME",
        description = "The fault.")
    private String name = "";

    @Mixin private final ControlOption control = new ControlOption();

    Remove(Wiring wiring, Console console) {
      this.wiring = wiring;
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      try (Gelada gelada = wiring.looking()) {
        control.server(gelada).removeFault(proxy, name, ControlOption.bound(gelada));
        console.line("Removed %s from %s".formatted(name, proxy));
        console.document(Map.of("removed", name, "proxy", proxy));
      }
      return ExitCode.DONE.number();
    }
  }
}
