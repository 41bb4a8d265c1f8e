package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Key;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code run-command}: runs a command of the user's beside a process, and another one that undoes
 * it. A guardian runs both, so there is no moment at which only Gelada could undo it. The undo may
 * run more than once, and also after a {@code do} that failed or never began, so it is idempotent.
 */
@Kinds("process")
@Doc("runs a command beside the victim and another one at the end, whatever becomes of Gelada")
public final class RunCommand implements AttackType<RunCommand.Settings>, Reverts, Check {
  /**
   * What the file says. Commands are lists: program and arguments, no shell in between.
   *
   * @param act what is done
   * @param undo what undoes it
   */
  @Example(
      "run-command: {target: shop, do: [touch, /tmp/slow], undo: [rm, -f, /tmp/slow], for: 30s}")
  public record Settings(
      @Key("do") @Doc("program and arguments; no shell is involved") @Example("[touch, /tmp/slow]")
          List<String> act,
      @Doc("undoes it; runs at least once, also if 'do' failed or never began")
          @Example("[rm, -f, /tmp/slow]")
          List<String> undo) {
    public Settings {
      act = command("do", act);
      undo = command("undo", undo);
    }

    private static List<String> command(String key, List<String> words) {
      if (words.isEmpty() || words.get(0).isBlank()) {
        throw new IllegalArgumentException(key + " names a program");
      }
      if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
        throw new IllegalArgumentException(key + " has a character that no argument can have");
      }
      return List.copyOf(words);
    }
  }

  @Override
  public String name() {
    return "run-command";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Leave leave() {
    return Leave.ALWAYS;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Commanding(settings, with);
  }

  @Override
  public List<Refusal> missing(Connections with) {
    return Aimed.missing(Order.Task.RUN_COMMAND, with.get(Processes.class));
  }

  /**
   * Ends the guardian first, which runs the undo itself, then runs it once more: whoever runs it
   * last knows how it went. It does so too when victim or boot are gone, because what the command
   * did may have outlived them. Only the user whose command it is runs it: a trail may be shared by
   * root and others, and what these wrote there must not be done with root's rights.
   *
   * @throws IOException if the undo does not end with exit code 0 in time
   */
  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline)
      throws IOException, InterruptedException {
    Processes processes = with.get(Processes.class);
    Reach reach = Reach.of(undo.place(), processes.place());
    if (reach == Reach.ELSEWHERE) {
      return new Undone.Elsewhere(undo.place().toString());
    }
    processes.dismiss(strike, Command.PATIENCE, deadline);
    // a name of an earlier boot may be somebody's in this one
    String victim = reach == Reach.HERE ? Aimed.victim(undo) : Command.NOBODY;
    Command command = Command.of(undo, victim);
    if (!command.user().isEmpty() && !command.user().equals(processes.user())) {
      return new Undone.Elsewhere("user " + command.user() + " of " + undo.place());
    }
    String word = command.undo(strike, processes, deadline);
    if (!word.equals(Command.DONE)) {
      throw new IOException("the undo of strike " + strike + " " + Command.said(word));
    }
    if (reach == Reach.REBOOTED) {
      return new Undone.Gone(Aimed.REBOOTED + "; the undo was run all the same");
    }
    return processes.find(victim).isPresent()
        ? new Undone.Restored(Map.of("undo", "exit code 0"))
        : new Undone.Gone("process " + victim + " has ended; the undo was run all the same");
  }
}
