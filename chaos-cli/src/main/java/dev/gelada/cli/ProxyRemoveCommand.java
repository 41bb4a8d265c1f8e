package dev.gelada.cli;

import dev.gelada.core.Gelada;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gelada proxy remove NAME}. */
@Command(
    name = "remove",
    aliases = {"delete", "rm"},
    description = "Removes a proxy; connections through it end.")
final class ProxyRemoveCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "The proxy.")
  private String name = "";

  @Mixin private final ControlOption control = new ControlOption();

  ProxyRemoveCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking()) {
      control.server(gelada).remove(name, ControlOption.bound(gelada));
      console.line("Removed " + name);
      console.document(Map.of("removed", name));
    }
    return ExitCode.DONE.number();
  }
}
