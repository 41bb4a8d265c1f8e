package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RespondTest {
  private static final String REQUEST = "GET /carts?id=1 HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void answers_a_request_and_ends_the_connection() {
    FakeLane lane = upstream(Map.of("status", 503, "retry_after", 7)).give(REQUEST);

    assertThat(lane.answered().split("\r\n", -1))
        .containsExactly(
            "HTTP/1.1 503 Service Unavailable",
            "Retry-After: 7",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");
    assertThat(lane.answerEnded()).isTrue();
    assertThat(lane.passed()).isEmpty();
    assertThat(lane.counted()).isEqualTo(1);
    assertThat(lane.held()).isZero();

    lane.end();
    assertThat(lane.events()).containsExactly("END@0");
  }

  @Test
  void says_nothing_of_coming_again_and_of_length_where_there_is_none() {
    assertThat(upstream(Map.of("status", 204)).give(REQUEST).answered())
        .isEqualTo("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  }

  @Test
  void a_status_that_is_none_is_503() {
    assertThat(upstream(Map.of("status", 99)).give(REQUEST).answered()).startsWith("HTTP/1.1 503 ");
    assertThat(upstream(Map.of()).give(REQUEST).answered()).startsWith("HTTP/1.1 503 ");
  }

  @Test
  void the_rest_of_the_request_is_lost_and_a_client_that_stays_is_closed() {
    FakeLane lane = upstream(Map.of()).give("POST / HTTP/1.0\n").give("body").millis(4_999);
    assertThat(lane.over()).isNull();
    assertThat(lane.dropped()).contains("body");

    assertThat(lane.millis(1).over()).isEqualTo("closed");
  }

  @Test
  void a_request_line_may_come_in_pieces() {
    FakeLane lane = upstream(Map.of());
    REQUEST.chars().forEach(c -> lane.give(Character.toString(c)));

    assertThat(lane.answered()).startsWith("HTTP/1.1 503 ");
    assertThat(lane.passed()).isEmpty();
    assertThat(lane.held()).isZero();
  }

  @Test
  void what_is_no_request_passes_at_once() {
    FakeLane lane = upstream(Map.of());

    lane.give("\u0016\u0003\u0001\n").give("GETTING").give("PING\r\n").give("GET key\r\n").end();

    assertThat(lane.events())
        .containsExactly(
            "\u0016\u0003\u0001\n@0", "GETTING@0", "PING\r\n@0", "GET key\r\n@0", "END@0");
    assertThat(lane.answered()).isEmpty();
    assertThat(lane.counted()).isZero();
  }

  @Test
  void the_next_request_of_a_connection_is_answered_too() {
    FakeLane lane = upstream(Map.of()).give("half of a body").give(REQUEST);

    assertThat(lane.text()).isEqualTo("half of a body");
    assertThat(lane.answered()).isNotEmpty();
  }

  @Test
  void a_line_that_does_not_go_on_is_let_go() {
    FakeLane lane = upstream(Map.of()).give("P").millis(999);
    assertThat(lane.events()).isEmpty();

    assertThat(lane.millis(1).events()).containsExactly("P@1000");
    assertThat(lane.wishes()).isFalse();
  }

  @Test
  void a_line_without_end_is_let_go() {
    FakeLane lane = upstream(Map.of()).give("GET /" + "x".repeat(10_000));

    assertThat(lane.passed()).hasSize(1);
  }

  @Test
  void removal_hands_a_line_on_that_was_begun() {
    FakeLane lane = upstream(Map.of()).give("GET /").leave();

    assertThat(lane.events()).containsExactly("GET /@0");
    assertThat(lane.wishes()).isFalse();
  }

  @Test
  void removal_closes_what_was_answered() {
    assertThat(upstream(Map.of()).give(REQUEST).leave().over()).isEqualTo("closed");
  }

  @Test
  void downstream_all_passes() {
    FakeLane lane = FakeLane.of("respond", Map.of()).give(REQUEST).end();

    assertThat(lane.text()).isEqualTo(REQUEST);
    assertThat(lane.ended()).isTrue();
  }

  @Test
  void is_meant_for_requests_when_nothing_is_said() {
    assertThat(FaultTypes.named("respond").orElseThrow().usually()).isEqualTo(Direction.UPSTREAM);
  }

  private static FakeLane upstream(Map<String, ?> values) {
    return new FakeLane(FakeLane.fault("respond", values), Direction.UPSTREAM, 1);
  }
}
