package dev.gelada.cli;

import dev.gelada.core.Gelada;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gelada proxy list}. */
@Command(
    name = "list",
    aliases = {"ls", "l"},
    description = "All proxies of a server, with how many faults each has.")
final class ProxyListCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Mixin private final ControlOption control = new ControlOption();

  ProxyListCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking()) {
      List<JsonNode> proxies = control.server(gelada).proxies(ControlOption.bound(gelada));
      List<List<String>> rows = new ArrayList<>();
      for (JsonNode proxy : proxies) {
        rows.add(
            List.of(
                proxy.path("name").asString(""),
                proxy.path("listen").asString(""),
                proxy.path("upstream").asString(""),
                proxy.path("enabled").asBoolean(false) ? "enabled" : "disabled",
                faults(proxy)));
      }
      if (rows.isEmpty()) {
        console.line("No proxies. `gelada proxy add NAME --listen … --upstream …` makes one.");
      } else {
        console.table(List.of("name", "listen", "upstream", "state", "faults"), rows);
      }
      console.document(proxies);
    }
    return ExitCode.DONE.number();
  }

  private static String faults(JsonNode proxy) {
    List<String> names = new ArrayList<>();
    JsonNode faults = proxy.has("faults") ? proxy.path("faults") : proxy.path("toxics");
    faults.forEach(fault -> names.add(fault.path("name").asString("")));
    return names.isEmpty() ? "-" : String.join(", ", names);
  }
}
