package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and how-to pages name is there. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)[^)]*\\)");
  private static final Pattern COMMAND = Pattern.compile("(?:\\./|`)gelada ([a-z]+)");
  private static final Pattern FILE =
      Pattern.compile("\\b(schedules/[a-z0-9./-]+\\.(?:yaml|json))");
  private static final Pattern CODE = Pattern.compile("(?m)^\\| ([0-6]) \\| ");

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : all(LINK, page)) {
        if (!Files.exists(page.resolveSibling(link))) {
          dead.add(page + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void every_command_and_file_that_is_named_exists() throws IOException {
    Set<String> commands = commands();
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      all(COMMAND, page).stream()
          .filter(command -> !commands.contains(command))
          .forEach(command -> unknown.add(page + ": gelada " + command));
      all(FILE, page).stream()
          .filter(file -> !Files.exists(ROOT.resolve(file)))
          .forEach(file -> unknown.add(page + ": " + file));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void the_readme_lists_every_exit_code_and_can_be_read_in_ten_minutes() throws IOException {
    assertThat(all(CODE, ROOT.resolve("README.md")))
        .containsExactlyElementsOf(
            Stream.of(ExitCode.values()).map(code -> String.valueOf(code.number())).toList());
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(200);
  }

  private static Set<String> commands() {
    return new TreeSet<>(new Main(Screen.piped().around()).commandLine().getSubcommands().keySet());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> howTo = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
              howTo.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }

  private static List<String> all(Pattern pattern, Path page) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(page));
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
