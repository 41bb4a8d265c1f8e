package dev.gelada.core.probe;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code command: [...]}: a program that must end with exit code 0. It is started directly, without
 * a shell, with this process's environment and no input. What it prints never shows, because it may
 * hold secrets; only a number is taken from it, if the file asks for one.
 */
@Doc("runs a program; exit code 0 holds, another one does not; its output is not kept")
public final class CommandProbe implements ProbeType<CommandProbe.Settings> {
  /**
   * What the file says.
   *
   * @param command program and arguments
   * @param value the unit of the number on the first line that it prints; null to measure the time
   * @param faster the limit for running; null for none
   * @param timeout after which it is killed with all that it started
   */
  @Example("{command: [/usr/local/bin/queue-is-short, orders], timeout: 10s}")
  public record Settings(
      @Doc("program and arguments; no shell is involved") List<String> command,
      @Doc("unit of a number printed on its first line, which is then the measured value")
          @Nullable String value,
      @Doc("how fast it must end") @Nullable Duration faster,
      @Doc("after this long it is killed, with all that it started, and counts as a miss")
          @Default("10s")
          Duration timeout) {
    public Settings {
      command = List.copyOf(command);
    }
  }

  @Override
  public String name() {
    return "command";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Probe create(Settings settings, Connections with) {
    if (settings.command().isEmpty() || settings.command().get(0).isBlank()) {
      throw new IllegalArgumentException("command names a program");
    }
    return new Run(
        settings.command(), settings.value(), new Speed(settings.faster(), settings.timeout()));
  }

  private record Run(List<String> command, @Nullable String unit, Speed speed) implements Probe {
    @Override
    public Measure measure(Deadline deadline) throws InterruptedException {
      if (deadline.passed()) {
        return Speed.unknown("no time was left to measure");
      }
      long begun = deadline.time().nanos();
      Deadline within = deadline.atMost(speed.timeout());
      Process process;
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
      } catch (IOException | UnsupportedOperationException cannot) {
        // no message: it quotes the command, arguments included
        return Speed.unknown("the command cannot be started");
      }
      FirstLine output = FirstLine.of(process.getInputStream());
      try {
        boolean ended = process.waitFor(within.left().toNanos(), TimeUnit.NANOSECONDS);
        double millis = (deadline.time().nanos() - begun) / 1e6;
        return ended ? judge(process.exitValue(), output, millis) : speed.late(millis);
      } finally {
        ProcessTree.kill(process.toHandle());
      }
    }

    private Measure judge(int exit, FirstLine output, double millis) throws InterruptedException {
      if (exit != 0) {
        return Speed.wrong(millis, "exit code " + exit);
      }
      Measure measure = speed.right(millis, "exit code 0");
      if (unit == null) {
        return measure;
      }
      return output
          .number()
          .map(number -> new Measure(number, unit, measure.verdict(), measure.detail()))
          .orElseGet(() -> Speed.unknown("exit code 0, but its first line is not a number"));
    }
  }
}
