package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.gelada.core.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AsideTest {
  private final CountDownLatch read = new CountDownLatch(1);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  @Timeout(60)
  void a_terminal_that_stands_still_holds_nothing_up_and_what_is_lost_is_counted()
      throws Exception {
    try (Aside aside = new Aside(new ServeNews(console(), Path.of("files")))) {
      for (int i = 0; i < 10_100; i++) {
        aside.well("news " + i);
      }
      assertThat(said()).isEmpty();
      read.countDown();
      Await.until("all that fitted", Duration.ofSeconds(30), () -> said().contains("news 9999"));
      aside.well("news after all");
      Await.until("counted", Duration.ofSeconds(30), () -> said().contains("lines of news were"));
    }
  }

  @Test
  @Timeout(60)
  void ending_waits_a_moment_for_what_is_still_to_be_said_and_not_for_ever() {
    Aside aside = new Aside(new ServeNews(console(), Path.of("files")));
    aside.well("never read");
    assertThatNoException().isThrownBy(aside::close);
    assertThat(said()).isEmpty();
    assertThatNoException().isThrownBy(() -> aside.well("too late"));
  }

  private String said() {
    synchronized (said) {
      return said.toString(StandardCharsets.UTF_8);
    }
  }

  /** Both streams hang until they are read. */
  private Console console() {
    OutputStream hanging =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            try {
              read.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return;
            }
            synchronized (said) {
              said.write(bytes, from, length);
            }
          }
        };
    PrintStream stream = new PrintStream(hanging, false, StandardCharsets.UTF_8);
    return new Console(
        new Surroundings(
            stream,
            stream,
            false,
            false,
            Map.of(),
            new dev.gelada.core.plugin.SystemTime(),
            new dev.gelada.core.plugin.Redactor()));
  }
}
