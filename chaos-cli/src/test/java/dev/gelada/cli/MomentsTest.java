package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S,0s",
    "PT0.25S,250ms",
    "PT2S,2s",
    "PT2.5S,2.5s",
    "PT12S,12s",
    "PT12.9S,12s",
    "PT2M,2m",
    "PT2M5S,2m 5s",
    "PT1H,1h",
    "PT25H,1d 1h",
    "PT-2S,-2s"
  })
  void lengths_read_as_people_say_them(String length, String words) {
    assertThat(Moments.length(Duration.parse(length))).isEqualTo(words);
  }

  @Test
  void moments_have_a_date_and_a_zone_where_the_day_matters() {
    Instant at = Instant.parse("2026-03-10T10:00:07.9Z");

    assertThat(Moments.full(at)).matches("2026-03-(09|10|11) \\d\\d:\\d\\d:07 .+");
    assertThat(Moments.clock(at)).matches("\\d\\d:\\d\\d:07");
  }
}
