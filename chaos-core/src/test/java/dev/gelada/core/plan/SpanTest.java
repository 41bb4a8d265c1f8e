package dev.gelada.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plan.Schedule.When.MeanTimeBetween;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
  @ParameterizedTest
  @CsvSource({
    "2,2 workdays",
    "1,1 workday",
    "' 2 ',2 workdays",
    "2-workdays,2 workdays",
    "2_workdays,2 workdays",
    "2.workdays,2 workdays",
    "2 workdays,2 workdays",
    "2workdays,2 workdays",
    "1-WORKDAY,1 workday",
    "4h,4h",
    "4H,4h",
    "90m,1h30m",
    "30-m,30m",
    "007,7 workdays"
  })
  void a_label_says_workdays_hours_or_minutes(String label, String span) {
    assertThat(Span.ofLabel(label)).hasToString(span);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "two", "2d", "2 days", "-1", "1.5", "1.5h", "h", "2 4", "PT2H", "9999999", "2s"
      })
  void any_other_label_is_an_error(String label) {
    assertThatThrownBy(() -> Span.ofLabel(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a label says 2, 2-workdays, 4h or 30m");
  }

  @Test
  void a_span_is_one_of_the_two() {
    assertThatThrownBy(() -> new Span(Duration.ofHours(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Span(Duration.ofHours(-1), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Span(Duration.ZERO, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Span.ZERO.isZero()).isTrue();
    assertThat(new Span(Duration.ofHours(1), 0).isZero()).isFalse();
    assertThat(new Span(Duration.ZERO, 1).isZero()).isFalse();
  }

  @Test
  void a_mean_is_at_least_a_minute_and_from_a_day_on_counted_in_workdays() {
    Span minute = new Span(Duration.ofMinutes(1), 0);
    Span almost = new Span(Duration.ofDays(1).minusMillis(1), 0);
    assertThat(MeanTimeBetween.checked(minute)).isSameAs(minute);
    assertThat(MeanTimeBetween.checked(almost)).isSameAs(almost);
    assertThatThrownBy(() -> MeanTimeBetween.checked(new Span(Duration.ofMillis(59_999), 0)))
        .hasMessage("the shortest mean is 1m");
    assertThatThrownBy(() -> MeanTimeBetween.checked(new Span(Duration.ofDays(1), 0)))
        .hasMessage("a day and more is counted in workdays: write for example 2 workdays");
  }

  @Test
  void a_group_without_the_label_has_the_files_mean() {
    MeanTimeBetween mean = new MeanTimeBetween(new Span(Duration.ofHours(4), 0), "mtbf");
    assertThat(mean.in(Map.of("mtb", "2"))).hasToString("4h");
    assertThat(mean.in(Map.of("mtbf", "2"))).hasToString("2 workdays");
    assertThat(new MeanTimeBetween(new Span(Duration.ofHours(4), 0), null).in(Map.of("mtbf", "2")))
        .hasToString("4h");
  }
}
