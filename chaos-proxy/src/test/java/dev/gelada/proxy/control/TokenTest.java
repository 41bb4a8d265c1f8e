package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Secret;
import dev.gelada.proxy.testing.RawHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTest {
  @Test
  void nobody_is_answered_without_the_token() throws Exception {
    try (Served served =
        Served.start(ControlOptions.DEFAULT.withMetrics().withToken(new Secret("s3cret")))) {
      for (String target :
          List.of("/version", "/metrics", "/proxies", "/gelada/v1", "/nothing", "//proxies")) {
        for (String wrong :
            List.of("", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cret1", "Basic s3cret")) {
          RawHttp.Response response = send(served, target, wrong);
          assertThat(response.status()).as("%s with '%s'", target, wrong).isEqualTo(401);
          assertThat(response.header("WWW-Authenticate")).contains("Bearer");
          assertThat(response.body()).doesNotContain("s3cre");
        }
      }
      for (String target : List.of("/version", "/metrics", "/proxies", "/gelada/v1")) {
        assertThat(send(served, target, "Bearer s3cret").status()).isEqualTo(200);
        assertThat(send(served, target, "bearer s3cret").status()).isEqualTo(200);
      }
    }
  }

  private static RawHttp.Response send(Served served, String target, String credentials)
      throws Exception {
    return RawHttp.send(
        served.port(),
        new RawHttp.Request("GET", target, Map.of("Authorization", credentials), "", false));
  }
}
