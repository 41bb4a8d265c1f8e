package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.victim.SelectorType;
import dev.gelada.core.victim.VictimSelector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
  @Test
  void a_page_says_what_a_plug_in_does_and_takes() {
    assertThat(ReferencePages.page(new SamplePlugins.KillProcess()))
        .isEqualTo(
            """
            # kill-process

            An attack: a key of a step. It cannot be undone.

            Ends a process.

            Attacks: process.

            ```yaml
            kill-process: {target: shop}
            ```

            | setting | what | type | default | example |
            |---|---|---|---|---|
            | `signal` | which one | one of kill, term, sig-usr1 | `kill` | `kill` |
            | `grace` | before it is killed | a length of time | `0s` | `10s` |
            """);
  }

  @Test
  void a_page_shows_the_short_form_and_keeps_secrets_out_of_examples() {
    assertThat(ReferencePages.page(new SamplePlugins.Http()))
        .contains("`http: http://localhost:8080/`", "| text, kept secret | none | `${TOKEN}` |");
  }

  @Test
  void there_is_a_page_for_each_plug_in_and_a_list_of_them() {
    assertThat(ReferencePages.pages(Samples.catalogs()))
        .hasSize(17)
        .containsKeys("README.md", "source-launch.md", "attack-latency.md", "selector-count.md")
        .hasEntrySatisfying(
            "README.md",
            index ->
                assertThat(index).contains("- [tcp](probe-tcp.md): a port accepts connections"));
  }

  @Test
  void a_plug_in_is_described_as_data() {
    PluginPage page = ReferencePages.describe(new SamplePlugins.PauseProcess());

    assertThat(page.role()).isEqualTo("attack");
    assertThat(page.reversible()).isTrue();
    assertThat(page.kinds()).containsExactly("process");
    assertThat(page.settings()).isEmpty();
  }

  @Test
  void examples_of_settings_parse() {
    for (PluginPage.Setting setting :
        ReferencePages.describe(new SamplePlugins.LaunchType()).settings()) {
      assertThat(setting.example()).isNotEmpty();
    }
  }

  record Unbindable(Object anything) {}

  record Misspelt(@Default("soon") java.time.Duration when) {}

  record Fine() {}

  @Test
  void a_plug_in_that_cannot_be_read_is_found_before_any_file_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("odd", Unbindable.class))
        .withMessageContaining("a type that a file cannot hold");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("groups", Fine.class))
        .withMessageContaining("named like a key of the file");
    assertThatIllegalStateException()
        .isThrownBy(() -> with("odd", Misspelt.class))
        .withMessageContaining("does not parse");
  }

  private static <S extends Record> Catalogs with(String name, Class<S> settings) {
    SelectorType<S> odd =
        new SelectorType<>() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Class<S> settings() {
            return settings;
          }

          @Override
          public VictimSelector create(S bound, Connections with) {
            return new Samples.Chosen(bound);
          }
        };
    return new Catalogs(
        Catalog.of(List.of()),
        Catalog.of(List.of(odd)),
        Catalog.of(List.of()),
        Catalog.of(List.of()));
  }
}
