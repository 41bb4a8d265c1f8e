package dev.gelada.cli;

import dev.gelada.core.plugin.Secret;
import dev.gelada.proxy.Options;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.control.ControlOptions;
import dev.gelada.proxy.control.StandaloneProxy;
import dev.gelada.proxy.relay.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gelada proxy}: runs a server of fault proxies in the foreground. */
@Command(
    name = "proxy",
    description =
        "Runs TCP proxies that put faults between clients and servers, until Ctrl-C. Its control"
            + " interface is Toxiproxy's, and the commands below speak to it.",
    synopsisSubcommandLabel = "[COMMAND]")
final class ProxyCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Proxies to begin with: Toxiproxy's file, a JSON array.")
  private @Nullable Path config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where the control interface is; whoever reaches it can break traffic. Default:"
              + " ${DEFAULT-VALUE}.")
  private String listen = "127.0.0.1:8474";

  @Option(
      names = "--token-env",
      paramLabel = "NAME",
      description =
          "The variable with the bearer token that every request must carry. Toxiproxy's clients"
              + " cannot send one.")
  private @Nullable String tokenVariable;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same decisions to connections in the same order.")
  private @Nullable Long seed;

  @Option(
      names = "--strict",
      description = "Refuse on Toxiproxy's routes what Toxiproxy lets pass: values out of range, …")
  private boolean strict;

  @Option(names = "--proxy-metrics", description = "Answer /metrics for Prometheus.")
  private boolean metrics;

  private ProxyCommand(Surroundings around, Console console) {
    this.around = around;
    this.console = console;
  }

  static CommandLine line(Surroundings around, Wiring wiring, Console console) {
    return new CommandLine(new ProxyCommand(around, console))
        .addSubcommand(new ProxyListCommand(wiring, console))
        .addSubcommand(new ProxyInspectCommand(wiring, console))
        .addSubcommand(new ProxyAddCommand(wiring, console))
        .addSubcommand(new ProxyRemoveCommand(wiring, console))
        .addSubcommand(ProxyFaultCommand.line(wiring, console));
  }

  /** What a program reads. */
  record Document(String control, String id, List<Line> proxies) {}

  /** One proxy in it. */
  record Line(String name, String listen, String upstream) {}

  @Override
  public Integer call() throws Exception {
    StandaloneProxy.Settings settings = settings();
    StandaloneProxy standalone = start(settings);
    // Ctrl-C and SIGTERM are how it is ended, so that is no failure
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(standalone), "gelada-proxy-end"));
    tell(standalone);
    standalone.await();
    return ExitCode.DONE.number();
  }

  private static void end(StandaloneProxy standalone) {
    standalone.close();
    Runtime.getRuntime().halt(ExitCode.DONE.number());
  }

  private StandaloneProxy.Settings settings() throws Complaint {
    if (config != null && !Files.isReadable(config)) {
      throw Complaint.usage(
          config + " cannot be read.", "--config names Toxiproxy's file of proxies.");
    }
    HostPort at =
        HostPort.of(listen)
            .orElseThrow(
                () ->
                    Complaint.usage(
                        "--listen is HOST:PORT, not '" + listen + "'.", "Say 127.0.0.1:8474."));
    InetSocketAddress address =
        at.host().isEmpty()
            ? new InetSocketAddress(at.port())
            : new InetSocketAddress(at.host(), at.port());
    if (address.isUnresolved()) {
      throw Complaint.usage(
          "the host '" + at.host() + "' is not known.", "--listen is HOST:PORT of this machine.");
    }
    ControlOptions control =
        new ControlOptions(
            address, token(), strict, metrics, false, Version.number(), around.time());
    Options options = seed == null ? Options.DEFAULT : Options.DEFAULT.withSeed(seed);
    return new StandaloneProxy.Settings(control, options, config);
  }

  private @Nullable Secret token() throws Complaint {
    if (tokenVariable == null) {
      return null;
    }
    String token = around.environment().getOrDefault(tokenVariable, "").strip();
    if (token.isEmpty()) {
      throw Complaint.usage(
          "--token-env: there is no token in " + tokenVariable + ".", "Set that variable first.");
    }
    around.redactor().add(token);
    return new Secret(token);
  }

  private StandaloneProxy start(StandaloneProxy.Settings settings) throws Complaint {
    try {
      return StandaloneProxy.start(settings);
    } catch (IOException failed) {
      List<String> lines = String.valueOf(failed.getMessage()).lines().toList();
      lines.subList(0, lines.size() - 1).forEach(console::problem);
      throw Complaint.of(
          config == null ? ExitCode.FAILED : ExitCode.USAGE,
          lines.get(lines.size() - 1),
          config == null
              ? "Nothing was started. Another one may be there ('gelada proxy list'); --listen names"
                  + " another address."
              : "Nothing was started.");
    }
  }

  private void tell(StandaloneProxy standalone) {
    InetSocketAddress at = standalone.address();
    String control = "http://" + new HostPort(at.getAddress().getHostAddress(), at.getPort());
    List<Line> lines =
        standalone.proxies().all().stream()
            .map((Proxy proxy) -> new Line(proxy.name(), proxy.listen(), proxy.upstream()))
            .toList();
    console.line("Control interface at " + control + ", id " + standalone.proxies().id());
    lines.forEach(
        line -> console.line("%s: %s → %s".formatted(line.name(), line.listen(), line.upstream())));
    console.line(console.dim("Ctrl-C ends it, its connections with it."));
    console.document(new Document(control, standalone.proxies().id(), lines));
  }
}
