package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.Terminal.Typed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What holds for every command, one added later too. */
class HelpTest {
  @TempDir Path folder;

  @Test
  void every_command_explains_itself() {
    Terminal terminal = Terminal.at(folder);
    for (List<String> command : commands(line(terminal), List.of())) {
      Typed help = terminal.type(with(command, "--help"));

      assertThat(help.exit()).as(help.all()).isZero();
      assertThat(help.out()).contains("Usage: gelada " + String.join(" ", command));
    }
  }

  @Test
  void help_and_the_name_of_a_command_is_its_help_option() {
    Terminal terminal = Terminal.at(folder);

    assertThat(terminal.type("help").out()).isEqualTo(terminal.type("--help").out());
    for (List<String> command : commands(line(terminal), List.of())) {
      List<String> help = new ArrayList<>(command);
      help.add(0, "help");
      Typed typed = terminal.type(help.toArray(String[]::new));

      assertThat(typed.exit()).as(typed.all()).isZero();
      assertThat(typed.out()).isEqualTo(terminal.type(with(command, "--help")).out());
    }
    assertThat(terminal.type("help", "run", "no.yaml").out()).startsWith("Usage: gelada run");
    assertThat(terminal.type("help", "rnu").exit()).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.type("help", "trail", "shwo").err()).contains("Did you mean 'show'?");
  }

  @Test
  void every_command_answers_an_unknown_option_with_exit_2_and_a_hint() {
    Terminal terminal = Terminal.at(folder);
    for (List<String> command : commands(line(terminal), List.of())) {
      Typed typed = terminal.type(with(command, "--frobnicate"));

      assertThat(typed.exit()).as(typed.all()).isEqualTo(ExitCode.USAGE.number());
      assertThat(typed.err()).contains("--help").doesNotContain("\tat ");
      assertThat(typed.out()).isEmpty();
    }
  }

  private static CommandLine line(Terminal terminal) {
    return new Main(terminal.around(System.out, System.err)).commandLine();
  }

  private static List<List<String>> commands(CommandLine line, List<String> before) {
    List<List<String>> commands = new ArrayList<>();
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals(command.getCommandName())) {
                return; // another word for one that is here by its name
              }
              List<String> all = new ArrayList<>(before);
              all.add(name);
              commands.add(all);
              commands.addAll(commands(command, all));
            });
    return commands;
  }

  private static String[] with(List<String> command, String more) {
    List<String> all = new ArrayList<>(command);
    all.add(more);
    return all.toArray(String[]::new);
  }
}
