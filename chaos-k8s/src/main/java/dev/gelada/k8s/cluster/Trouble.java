package dev.gelada.k8s.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A look at the API server that failed, in words: what was wanted, what it said, what helps. */
public final class Trouble extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  private Trouble(String message, int code, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** That this could not be done: {@code read the pods of shop}. */
  public static Trouble of(String doing, KubernetesClientException failed) {
    Status status = failed.getStatus();
    String said =
        status != null && status.getMessage() != null ? status.getMessage() : words(failed);
    int code = Math.max(0, failed.getCode()); // the client says -1 where there was no answer
    return new Trouble("could not %s: %s%s".formatted(doing, said, remedy(code)), code, failed);
  }

  /** That this could not be done, by the answer to a single request that was not yes. */
  public static Trouble of(String doing, Reply reply) {
    String said = "it was answered";
    int code = 0;
    if (reply instanceof Reply.No no) {
      said = no.message();
      code = no.code();
    } else if (reply instanceof Reply.Lost lost) {
      said = lost.why();
      code = lost.code();
    }
    return new Trouble("could not %s: %s%s".formatted(doing, said, remedy(code)), code, null);
  }

  /** That this could not be done, with words of our own. */
  public static Trouble of(String doing, int code, String why, String remedy) {
    return new Trouble("could not %s: %s. %s".formatted(doing, why, remedy), code, null);
  }

  /** The HTTP status; 0 without an answer. */
  public int code() {
    return code;
  }

  /** A connection that cannot be made often has no words of its own, only the name of a class. */
  static String words(Throwable failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each instanceof ConnectException && each.getMessage() == null) {
        return "no connection can be made";
      }
    }
    Throwable root = root(failed);
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }

  private static Throwable root(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String remedy(int code) {
    return switch (code) {
      case 0 -> ". Is the API server up, and is it the right context (--context)?";
      case 401 -> ". The credentials are not accepted: log in again.";
      case 403 -> ". `gelada doctor` says which rights are missing.";
      default -> "";
    };
  }
}
