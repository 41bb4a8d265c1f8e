package dev.gelada.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every attack on calls of code keeps the contract. */
class CallAttacksTest {
  @Nested
  class CallLatencyIsAnAttack extends CallContract<CallLatency.Settings> {
    CallLatencyIsAnAttack() {
      super(
          new CallLatency(),
          new CallLatency.Settings(Duration.ofSeconds(1), Duration.ZERO, List.of(), 1, List.of()));
    }
  }

  @Nested
  class CallHangIsAnAttack extends CallContract<CallHang.Settings> {
    CallHangIsAnAttack() {
      super(new CallHang(), new CallHang.Settings(List.of(), 1, List.of()));
    }
  }

  @Nested
  class CallExceptionIsAnAttack extends CallContract<CallException.Settings> {
    CallExceptionIsAnAttack() {
      super(
          new CallException(),
          new CallException.Settings("java.sql.SQLException", "no", true, List.of(), 1, List.of()));
    }
  }

  @Nested
  class CallAnswerIsAnAttack extends CallContract<CallAnswer.Settings> {
    CallAnswerIsAnAttack() {
      super(new CallAnswer(), new CallAnswer.Settings("other", List.of(), 1, List.of()));
    }
  }

  @Test
  void what_cannot_be_thrown_is_a_mistake_in_the_file() {
    CallException type = new CallException();
    for (String name : List.of("java.io.IOExeption", "java.lang.String", "java.lang.Number")) {
      assertThatThrownBy(
              () ->
                  type.fault(new CallException.Settings(name, "", false, List.of(), 1, List.of())))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void answers_are_of_the_methods_type_or_there_is_none() {
    assertThat(Answers.of("7", int.class)).isEqualTo(7);
    assertThat(Answers.of("true", Boolean.class)).isEqualTo(true);
    assertThat(Answers.of("SECONDS", java.util.concurrent.TimeUnit.class))
        .isEqualTo(java.util.concurrent.TimeUnit.SECONDS);
    assertThat(Answers.of("null", String.class)).isNull();
    assertThatThrownBy(() -> Answers.of("null", int.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Answers.of("yes", boolean.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Answers.of("x", List.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
