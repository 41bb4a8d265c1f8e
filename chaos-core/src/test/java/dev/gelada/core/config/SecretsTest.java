package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Redactor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A canary in every place where a file may hold a secret; it must not show, nor a part of it. */
class SecretsTest {
  private static final String CANARY = "canary4711";

  private final Redactor redactor = new Redactor();
  private final Loader loader =
      Samples.loader(Map.of("DB_PASSWORD", CANARY, "HARMLESS", CANARY), redactor);

  private Loaded<Experiment> load(String http) {
    return loader.experiment(
        "f",
        Samples.bytes(SampleFiles.SMALL.replace("limits:", "probes:\n  p: " + http + "\nlimits:")));
  }

  private void silent(Loaded<?> loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    List<Problem> problems = ((Loaded.Bad<?>) loaded).problems();
    assertThat(problems).isNotEmpty();
    assertThat(problems.toString()).doesNotContain("anary4", "4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the parser stumbles over the secret itself
        "{http: 'http://x/', token: *canary4711}",
        "{http: 'http://x/', token: &canary4711}",
        "{http: 'http://x/', token: &canary4711 x}",
        "{http: 'http://x/', token: !canary4711 x}",
        "{http: 'http://x/', token: !canary4711!x y}",
        "{http: 'http://x/', token: !<canary4711> y}",
        "{http: 'http://x/', token: @canary4711}",
        "{http: 'http://x/', token: `canary4711}",
        "{http: 'http://x/', token: %canary4711}",
        "{http: 'http://x/', token: \"canary4711}",
        "{http: 'http://x/', token: \"\\qcanary4711\"}",
        "{http: 'http://x/', token: 'canary4711}",
        "{http: 'http://x/', token: canary4711: x}",
        "{http: 'http://x/', token: canary4711",
        "{http: 'http://x/', token: [canary4711}",
        "\n    http: http://x/\n    token: canary4711: x",
        "\n    http: http://x/\n\ttoken: canary4711",
        "\n    http: http://x/\n    token:canary4711",
        "\n    http: http://x/\n   token: canary4711",
        "\n    http: http://x/\n    token: |9x\n     canary4711",
        // it is in the wrong place or has the wrong form
        "{http: 'http://x/', token: {canary4711: x}}",
        "{http: 'http://x/', token: [canary4711]}",
        "{http: 'http://x/', token: canary4711, token: canary4711}",
        "{http: 'http://x/', token: x,canary4711}",
        "{http: 'http://x/', token:canary4711}",
        "{http: 'http://x/', status: token:canary4711}",
        "{http: 'http://x/', tokens: canary4711}",
        "{http: 'http://x/', token: canary4711, every: canary4711}",
        "{http: 'http://x/', token: '${DB_PASSWORD', status: x}",
        // a password in a URI, right or wrong
        "{http: 'http://me:canary4711@x y/'}",
        "{http: 'http://me:canary4711@x/', status: x}",
        "{http: 'http://canary4711@x y/'}",
        // from the environment into a place that it does not fit
        "{http: 'http://x/', status: '${DB_PASSWORD}'}",
        "{http: '${DB_PASSWORD}'}",
        "{http: '${HARMLESS}'}",
        "{http: 'http://x/', during: '${HARMLESS}'}",
        "{tcp: '${DB_PASSWORD}'}",
        "{tcp: '${HARMLESS}', every: '${DB_PASSWORD}'}",
      })
  void no_error_shows_a_secret(String probe) {
    silent(load(probe));
  }

  @Test
  void the_raw_text_of_a_variable_is_shown_instead_of_its_value() {
    Loaded<Experiment> loaded = load("{http: 'http://x/', status: '${DB_PASSWORD}'}");

    assertThat(((Loaded.Bad<?>) loaded).problems().toString())
        .contains("'${DB_PASSWORD}' is not a whole number");
  }

  @Test
  void the_redactor_learns_values_of_secret_settings_even_from_harmless_names() {
    Loaded<Experiment> loaded = load("{http: 'http://x/', token: '${HARMLESS}'}");

    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    assertThat(redactor.clean("got " + CANARY)).isEqualTo("got ***");
  }

  @Test
  void the_redactor_learns_secrets_written_in_the_file() {
    load("{http: 'http://x/', token: written-in-the-file}");

    assertThat(redactor.finds("said written-in-the-file")).isTrue();
  }

  @Test
  void the_redactor_learns_passwords_of_addresses_as_written_and_decoded() {
    load("{http: 'http://me:pass%2Fword@x/'}");

    assertThat(redactor.finds("pass%2Fword")).isTrue();
    assertThat(redactor.finds("pass/word")).isTrue();
  }

  @Test
  void a_variable_of_a_harmless_name_in_a_harmless_place_is_no_secret() {
    load("{http: 'http://x/', status: '${HARMLESS}'}");

    assertThat(redactor.finds(CANARY)).isFalse();
  }

  @Test
  void an_experiment_in_a_log_does_not_show_the_environment() {
    Loaded<Experiment> loaded =
        loader.experiment(
            "f",
            Samples.bytes(
                SampleFiles.SMALL.replace(
                    "{group: checkout}",
                    "{group: checkout}\n    pick: {percent: {label: a, default: 5}}")));

    assertThat(((Loaded.Ok<Experiment>) loaded).value().toString()).doesNotContain(CANARY);
  }

  @Test
  void two_dollars_before_a_brace_stand_for_one() {
    Loaded<Experiment> loaded = load("{command: [sh, -c, 'echo $${HOME} ${HARMLESS} $HOME $$']}");

    assertThat(((Loaded.Ok<Experiment>) loaded).value().probes().get("p"))
        .extracting(watched -> Objects.requireNonNull(watched).probe())
        .asString()
        .contains("echo ${HOME} canary4711 $HOME $$");
  }

  @Test
  void an_unknown_variable_is_named_with_the_nearest_one() {
    assertThat(((Loaded.Bad<?>) load("{tcp: '${DB_PASWORD}:1'}")).problems())
        .singleElement()
        .asString()
        .endsWith(
            "probes.p.address: the environment has no variable DB_PASWORD."
                + " Did you mean DB_PASSWORD?");
  }

  @Test
  void what_a_variable_brings_in_is_not_looked_at_again() {
    Loader inner =
        Samples.loader(Map.of("A", "${B}, {x: y}", "B", "no", "C", "x: [1"), new Redactor());
    Loaded<Experiment> loaded =
        inner.experiment(
            "f", Samples.bytes(SampleFiles.SMALL.replace("The shop answers", "${A} ${C}")));

    assertThat(((Loaded.Ok<Experiment>) loaded).value().why())
        .startsWith("${B}, {x: y} x: [1 when");
  }
}
