package dev.gelada.cli;

import dev.gelada.core.Gelada;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gelada proxy inspect NAME}. */
@Command(
    name = "inspect",
    aliases = {"ins", "i"},
    description = "One proxy with its faults, and what they did so far.")
final class ProxyInspectCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "The proxy.")
  private String name = "";

  @Mixin private final ControlOption control = new ControlOption();

  ProxyInspectCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking()) {
      JsonNode proxy = control.server(gelada).proxy(name, ControlOption.bound(gelada));
      console.line(
          "%s: %s → %s, %s"
              .formatted(
                  console.headline(proxy.path("name").asString("")),
                  proxy.path("listen").asString(""),
                  proxy.path("upstream").asString(""),
                  proxy.path("enabled").asBoolean(false) ? "enabled" : "disabled"));
      JsonNode counters = proxy.path("counters");
      if (counters.isObject()) {
        console.line(
            "%d connections open, %d accepted, %d without a server; %d bytes up, %d down"
                .formatted(
                    counters.path("open").asLong(0),
                    counters.path("accepted").asLong(0),
                    counters.path("undialled").asLong(0),
                    counters.path("upstreamSent").asLong(0),
                    counters.path("downstreamSent").asLong(0)));
      }
      faults(proxy.has("faults") ? proxy.path("faults") : proxy.path("toxics"));
      console.document(proxy);
    }
    return ExitCode.DONE.number();
  }

  private void faults(JsonNode faults) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode fault : faults) {
      rows.add(
          List.of(
              fault.path("name").asString(""),
              fault.path("type").asString(""),
              text(fault, "direction", "stream"),
              text(fault, "probability", "toxicity"),
              attributes(fault.path("attributes")),
              left(fault.path("remainingMillis")),
              text(fault, "connections", "-"),
              text(fault, "applied", "-")));
    }
    if (rows.isEmpty()) {
      console.line("No faults.");
    } else {
      console.table(
          List.of(
              "fault", "type", "direction", "chance", "attributes", "ends in", "met", "applied"),
          rows);
    }
  }

  private static String text(JsonNode fault, String ours, String theirs) {
    JsonNode value = fault.has(ours) ? fault.path(ours) : fault.path(theirs);
    return value.isMissingNode() ? "-" : value.asString("");
  }

  /** As people write them; a hyphen for none. */
  static String attributes(JsonNode attributes) {
    List<String> pairs = new ArrayList<>();
    attributes
        .properties()
        .forEach(pair -> pairs.add(pair.getKey() + "=" + pair.getValue().asString("")));
    return pairs.isEmpty() ? "-" : String.join(" ", pairs);
  }

  private static String left(JsonNode millis) {
    return millis.isNumber() ? Moments.length(Duration.ofMillis(millis.asLong(0))) : "-";
  }
}
