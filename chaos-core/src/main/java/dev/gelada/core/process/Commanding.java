package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attack of {@link RunCommand}. */
record Commanding(RunCommand.Settings settings, Connections with) implements Attack {
  /** A command may take a while; when it has ended or was killed, nothing more is to come. */
  private static final Lease LEASE = new Lease(Lease.REMOTE.applyWithin(), Duration.ofSeconds(1));

  @Override
  public Lease lease() {
    return LEASE;
  }

  @Override
  public Prepared prepare(Strike strike) throws IOException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    List<Refusal> why = new ArrayList<>(Aimed.refusals(Order.Task.RUN_COMMAND, victim, processes));
    if (why.isEmpty()) {
      why.addAll(unknown(processes));
    }
    return why.isEmpty()
        ? Prepared.Intent.on(
            strike,
            new Undo.Recipe(
                victim.place(), command(victim, processes).args(), Undo.Expiry.GUARDIAN),
            Aimed.touches(victim))
        : new Prepared.Refused(why);
  }

  @Override
  public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) throws IOException {
    Processes processes = with.get(Processes.class);
    TargetId victim = strike.victim().id();
    List<Refusal> changed = new ArrayList<>(Aimed.refusals(victim, processes));
    changed.addAll(unknown(processes));
    if (!changed.isEmpty()) {
      return new Effect.Untouched(changed.get(0));
    }
    Command command = command(victim, processes);
    Order order =
        Order.of(Order.Task.RUN_COMMAND, strike)
            .with(command.arguments(found(settings.act(), processes)))
            .in(command.environment(strike.id()));
    try {
      return effect(processes.start(order, deadline), victim);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Effect.Unknown("interrupted while the command was running");
    }
  }

  private static Effect effect(List<String> words, TargetId victim) {
    if (words.equals(List.of(Command.DONE))) {
      return new Effect.Struck(Map.of("do", "exit code 0"));
    }
    boolean ran = words.size() == 1 && words.get(0).matches("failed-[0-9]+|overran");
    return ran
        ? new Effect.Unknown("the command " + Command.said(words.get(0)) + "; it is undone")
        : Aimed.notBegun(words, 1, victim);
  }

  private Command command(TargetId victim, Processes processes) throws IOException {
    return new Command(
        victim.uid(), victim.name(), processes.user(), found(settings.undo(), processes));
  }

  private List<Refusal> unknown(Processes processes) {
    List<Refusal> unknown = new ArrayList<>();
    Map.of("do", settings.act(), "undo", settings.undo())
        .forEach(
            (key, words) -> {
              boolean absolute = words.get(0).startsWith("/");
              if (processes.program(words.get(0)).isEmpty()) {
                unknown.add(
                    new Refusal(
                        "command",
                        "%s: there is no program '%s' %s at %s."
                            .formatted(
                                key,
                                words.get(0),
                                absolute ? "that Gelada may run" : "in the PATH of Gelada",
                                processes.place()),
                        absolute
                            ? "Install it there, or correct its path."
                            : "Install it there, or write its absolute path."));
              }
            });
    return unknown;
  }

  /** With the program's absolute path: it stays the same whoever undoes it. */
  private static List<String> found(List<String> words, Processes processes) {
    Optional<Path> program = processes.program(words.get(0));
    List<String> found = new ArrayList<>(words);
    program.ifPresent(path -> found.set(0, path.toString()));
    return found;
  }
}
