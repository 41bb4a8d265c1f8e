package dev.gelada.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class TroubleTest {
  @Test
  void a_server_that_is_not_there_is_told_in_words_and_with_what_helps() {
    Throwable refused = new ConnectException().initCause(new ClosedChannelException());

    Trouble trouble =
        Trouble.of("look", new KubernetesClientException("failed", new IOException(refused)));

    assertThat(trouble)
        .hasMessage(
            "could not look: no connection can be made. Is the API server up, and is it the right"
                + " context (--context)?");
    assertThat(trouble.code()).isZero();
  }

  @Test
  void the_words_of_what_failed_are_kept() {
    assertThat(Trouble.words(new IOException(new IOException("reset by peer"))))
        .isEqualTo("reset by peer");
  }
}
