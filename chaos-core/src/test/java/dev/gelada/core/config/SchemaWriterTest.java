package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaWriterTest {
  private static final Agreement AGREEMENT = new Agreement();

  static List<String> experiments() {
    return List.of(SampleFiles.SMALL, SampleFiles.FULL, SampleFiles.CRON, SampleFiles.AT);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void accepts_what_the_loader_accepts(String yaml) {
    assertThat(AGREEMENT.of(Samples.bytes(yaml), false)).isEqualTo(Agreement.Answer.BOTH_ACCEPT);
  }

  @Test
  void accepts_a_policy() {
    assertThat(AGREEMENT.of(Samples.bytes(SampleFiles.POLICY), true))
        .isEqualTo(Agreement.Answer.BOTH_ACCEPT);
  }

  @ParameterizedTest
  @MethodSource("dev.gelada.core.config.LoaderProblemsTest#rules")
  void rejects_what_the_loader_rejects_but_for_the_listed_rules(
      String from, String to, String message) {
    String yaml = LoaderProblemsTest.changed(from, to);

    assertThat(AGREEMENT.of(Samples.bytes(yaml), false)).isNotEqualTo(Agreement.Answer.BOTH_ACCEPT);
  }

  @ParameterizedTest
  @MethodSource("dev.gelada.core.config.LoaderProblemsTest#policies")
  void rejects_policies_that_the_loader_rejects(String yaml, String message) {
    assertThat(AGREEMENT.of(Samples.bytes(yaml), true)).isNotEqualTo(Agreement.Answer.BOTH_ACCEPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limits: {maxVictims: '3'}",
        "limits: {maxVictims: 3.0}",
        "limits: {maxVictims: '3.0'}",
        "limits: {maxVictims: 3e0}",
        "limits: {maxVictims: 1e999999999}",
        "limits: {maxVictims: +3}",
        "limits: {maxVictims: 0x3}",
        "limits: {maxVictims: 03}",
        "limits: {maxVictims: 'three'}",
        "limits: {maxVictims: \"3\\n\"}",
        "limits: {cooldown: \"3s\\n\"}",
        "limits: {minHealthy: '0050%'}",
        "limits: {window: 'always '}",
        "limits: {window: {always: 'true'}}",
        "limits: {window: {days: Fri-Mon}}",
        "limits: {window: {holidays: [true]}}",
        "limits: {maxDuration: 00s}",
        "limits: {maxDuration: 01s}",
        "limits: {maxVictims: '${X}'}",
        "limits: {maxVictims: '$${X}'}",
        "why2: a",
        "name2: true",
      })
  void agrees_on_the_edges(String keys) {
    String yaml =
        SampleFiles.SMALL
            .replace("limits:\n  window: {zone: Europe/Berlin}\n", keys + "\n")
            .replace("why2: a", "# nothing");

    assertThatCode(() -> AGREEMENT.of(Samples.bytes(yaml), false)).doesNotThrowAnyException();
  }

  @Test
  void writes_the_same_bytes_every_time() {
    assertThat(SchemaWriter.write(Samples.catalogs()))
        .isEqualTo(SchemaWriter.write(Samples.catalogs()));
  }

  @Test
  void carries_documentation_defaults_and_examples() {
    String schema = SchemaWriter.write(Samples.catalogs());

    assertThat(schema)
        .contains("\"description\" : \"stops a process for a while\"")
        .contains("\"default\" : \"kill\"")
        .contains("\"examples\"")
        .contains("\"writeOnly\" : true");
  }

  @Test
  void lists_every_rule_that_it_does_not_say() {
    assertThat(SchemaWriter.unsaid())
        .hasSize(Rule.values().length - 1)
        .doesNotContain(Rule.SHAPE.text());
    assertThat(Arrays.stream(Rule.values()).map(Rule::text)).doesNotHaveDuplicates();
    assertThat(SchemaWriter.write(Samples.catalogs()).getBytes(StandardCharsets.UTF_8))
        .isNotEmpty();
  }
}
