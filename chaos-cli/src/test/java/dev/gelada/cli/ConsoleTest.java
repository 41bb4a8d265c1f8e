package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  @Test
  void paints_on_a_terminal() {
    assertThat(console(true, XTERM).bad("no")).isEqualTo("\u001b[1;31mno\u001b[0m");
  }

  @Test
  void does_not_paint_when_piped() {
    assertThat(console(false, XTERM).bad("no")).isEqualTo("no");
  }

  @Test
  void does_not_paint_when_somebody_said_no_colour() {
    assertThat(console(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).ok("yes")).isEqualTo("yes");
  }

  @Test
  void takes_an_empty_NO_COLOR_for_unset() {
    assertThat(console(true, Map.of("TERM", "xterm", "NO_COLOR", "")).colours()).isTrue();
  }

  @Test
  void neither_paints_nor_draws_over_lines_on_a_dumb_terminal() {
    Console console = console(true, Map.of("TERM", "dumb"));

    assertThat(console.headline("title")).isEqualTo("title");
    assertThat(console.live()).isFalse();
  }

  @Test
  void lines_columns_up_whatever_their_colours() {
    Screen screen = new Screen(true, XTERM);
    Console console = new Console(screen.around());

    console.table(
        List.of("TARGET", "STATE", "WHY"),
        List.of(
            List.of("shop", console.ok("eligible"), ""),
            List.of("checkout-7", "out", "opted out")));

    assertThat(screen.out().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(
            """
            TARGET      STATE     WHY
            shop        eligible
            checkout-7  out       opted out
            """);
  }

  @Test
  void prints_only_the_document_when_a_program_reads() {
    Screen screen = Screen.piped();
    Console console = new Console(screen.around());
    console.write(Console.Format.JSON);

    console.line("for people");
    console.document(new Answer("a", Instant.EPOCH, Duration.ofSeconds(3), Map.of("b", 1)));

    assertThat(screen.out().replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"name\":\"a\",\"at\":\"1970-01-01T00:00:00Z\",\"took\":\"PT3S\",\"more\":{\"b\":1}}");
  }

  @Test
  void prints_no_document_when_a_person_reads() {
    Screen screen = Screen.piped();

    new Console(screen.around()).document(Map.of("a", 1));

    assertThat(screen.out()).isEmpty();
  }

  @Test
  void says_problems_on_standard_error_in_both_formats() {
    Screen screen = Screen.piped();
    Console console = new Console(screen.around());
    console.write(Console.Format.JSON);

    console.problem("the trail is missing");

    assertThat(screen.err()).isEqualTo("the trail is missing" + System.lineSeparator());
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void never_prints_a_secret() {
    Screen screen = new Screen(false, Map.of("API_TOKEN", "s3cr\"et-value"));
    Console console = new Console(screen.around());

    console.line("sent s3cr\"et-value");
    console.problem("refused s3cr\"et-value");
    console.write(Console.Format.JSON);
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("s3cr\"et-value", List.of(Map.of("header", "Bearer s3cr\"et-value")));
    console.document(nested);

    assertThat(screen.out() + screen.err()).doesNotContain("et-value").contains("Bearer ***");
  }

  private static Console console(boolean terminal, Map<String, String> environment) {
    return new Console(new Screen(terminal, environment).around());
  }

  private record Answer(String name, Instant at, Duration took, Map<String, Integer> more) {}
}
