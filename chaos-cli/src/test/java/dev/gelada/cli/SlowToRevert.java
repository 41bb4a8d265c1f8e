package dev.gelada.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Has something under way that takes until a file appears to be put back; for InterruptedIT. */
final class SlowToRevert {
  private SlowToRevert() {}

  public static void main(String[] args) throws Exception {
    Path back = Path.of(args[0]);
    Terminal terminal = Terminal.at(Path.of("."));
    Console console = new Console(terminal.around(System.out, System.err));
    try (Interruptions signals = Interruptions.during(console, () -> {})) {
      console.line("ready");
      while (!Files.exists(back)) {
        Thread.sleep(20);
      }
      signals.over(ExitCode.ABORTED.number());
      Thread.sleep(20_000); // whoever was interrupted does not get to run on
    }
  }
}
