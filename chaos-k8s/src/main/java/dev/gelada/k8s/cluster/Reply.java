package dev.gelada.k8s.cluster;

import io.fabric8.kubernetes.api.model.Status;
import java.util.Objects;

/** What the API server said to one request, which was sent once. */
public sealed interface Reply {
  /**
   * It was done.
   *
   * @param code 200, 201 or 202
   * @param body JSON
   */
  record Yes(int code, String body) implements Reply {
    public Yes {
      Objects.requireNonNull(body, "body");
    }
  }

  /**
   * It was certainly not done: the server understood and refused (4xx, but for 408).
   *
   * @param code the HTTP status
   * @param status the server's reasons; made up from the code where it gave none
   */
  record No(int code, Status status) implements Reply {
    public No {
      Objects.requireNonNull(status, "status");
    }

    /** The server's own words. */
    public String message() {
      return Objects.requireNonNullElse(status.getMessage(), "HTTP " + code);
    }
  }

  /**
   * It may have been done, or may still be: no answer, a broken one, or a server's own trouble
   * (5xx, 408).
   *
   * @param code the HTTP status; 0 without an answer
   * @param why what is known; no secrets
   */
  record Lost(int code, String why) implements Reply {
    public Lost {
      Objects.requireNonNull(why, "why");
    }
  }
}
