package dev.gelada.core.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CanonicalTest {
  @Test
  void leaves_out_a_member_wherever_it_stands() {
    Map<String, String> rests =
        Map.of(
            "{\"hash\":1}", "{}",
            "{\"b\":1}", "{\"b\":1}",
            "{}", "{}",
            "{\"a\":1,\"hash\":2}", "{\"a\":1}",
            "{\"hash\":2,\"z\":1}", "{\"z\":1}",
            "{\"a\":{\"hash\":3},\"hash\":2,\"z\":\",\"}", "{\"a\":{\"hash\":3},\"z\":\",\"}");
    rests.forEach(
        (whole, rest) -> {
          ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(whole);
          assertThat(Canonical.without("hash", tree)).isEqualTo(new Canonical.Split(whole, rest));
        });
  }
}
