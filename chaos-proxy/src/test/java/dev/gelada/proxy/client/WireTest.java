package dev.gelada.proxy.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void a_token_that_no_header_may_hold_is_not_shown() {
    Wire wire =
        new Wire(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:1"), "open-sesame\n");

    assertThatThrownBy(
            () -> wire.send("GET", "/", null, Deadline.in(Duration.ofSeconds(5), new SystemTime())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the token for http://127.0.0.1:1")
        .hasNoCause()
        .message()
        .doesNotContain("sesame");
  }
}
