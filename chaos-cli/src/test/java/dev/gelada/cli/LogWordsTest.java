package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogWordsTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @AfterEach
  void put_standard_error_back() {
    System.setErr(before);
    LogWords.clean(Redactor.of(Map.of()));
  }

  @Test
  void a_warning_of_a_library_is_one_line_without_stack_trace_and_secret() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    LogWords.clean(Redactor.of(Map.of("DB_PASSWORD", "open-sesame")));

    Logger driver = LoggerFactory.getLogger("org.example.Driver");
    driver.warn("cannot log in\nwith open-sesame", new IllegalStateException("open-sesame"));
    driver.info("trying");

    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo("WARN Driver: cannot log in with ***" + System.lineSeparator());
  }
}
