package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static Aim.Pick pick(String pick) {
    Experiment experiment =
        LoaderTest.load(
            SampleFiles.SMALL.replace("{group: checkout}", "{group: checkout}\n    pick: " + pick));
    return Objects.requireNonNull(experiment.targets().get("checkout")).pick();
  }

  private static Samples.Chosen percent(int percent) {
    return new Samples.Chosen(new SamplePlugins.Percent.PercentSettings(percent));
  }

  @Test
  void a_group_without_the_label_gets_the_default() {
    assertThat(pick("{percent: {label: chaos/percent, default: 30}}").in(Map.of()))
        .isEqualTo(percent(30));
  }

  @Test
  void a_group_with_the_label_gets_what_it_says() {
    assertThat(
            pick("{percent: {label: chaos/percent, default: 30}}")
                .in(Map.of("chaos/percent", "50")))
        .isEqualTo(percent(50));
  }

  @Test
  void a_label_may_stand_for_a_single_setting() {
    assertThat(pick("{percent: {percent: {label: p, default: 30}}}").in(Map.of("p", "7")))
        .isEqualTo(percent(7));
  }

  @Test
  void a_label_that_cannot_be_used_is_named_with_its_value() {
    Aim.Pick pick = pick("{percent: {label: chaos/percent, default: 30}}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> pick.in(Map.of("chaos/percent", "lots")))
        .withMessageContainingAll("chaos/percent", "'lots'", "is not a whole number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pick.in(Map.of("chaos/percent", "101")))
        .withMessageContainingAll("chaos/percent", "'101'", "more than 100 percent");
  }

  @Test
  void a_label_cannot_bring_in_our_environment() {
    Aim.Pick pick = pick("{zone: {label: zone, default: a}}");

    assertThat(pick.in(Map.of("zone", "${HOME}")))
        .isEqualTo(new Samples.Chosen(new SamplePlugins.Zone.ZoneSettings("${HOME}")));
  }

  @Test
  void a_label_can_say_true_where_the_file_can() {
    Aim.Pick pick = pick("{oldest: {label: n, default: 1}}");

    assertThat(pick.in(Map.of("n", "true")))
        .isEqualTo(new Samples.Chosen(new SamplePlugins.Oldest.OldestSettings(1)));
  }

  @Test
  void a_pick_says_what_the_file_says() {
    assertThat(pick("{percent: {label: chaos/percent, default: 30}}").text())
        .isEqualTo("percent: {label: chaos/percent, default: 30}");
    assertThat(pick("{all: true}").text()).isEqualTo("all: true");
  }
}
