package dev.gelada.k8s.pod;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads of the API server, each sent once and bounded in time. Thread-safe; calls block.
 *
 * @param cluster which one
 * @param within each read's bound
 */
public record Look(Cluster cluster, Duration within) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The bound of a look that no claim waits for. */
  public static final Duration UNHURRIED = Duration.ofSeconds(10);

  /** The server said that this user may not read it. */
  public static final class Denied extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Denied(Refusal refusal) {
      super(refusal.reason());
      this.refusal = refusal;
    }

    /** The same as a refusal of an attack. */
    public Refusal refusal() {
      return refusal;
    }
  }

  /**
   * One object or list.
   *
   * @param what in words: {@code pod shop/cart-0}
   * @param path of the API
   * @return empty if it is not there (404)
   * @throws Denied if the rights are missing
   * @throws IOException if it could not be found out, an interruption included
   */
  public Optional<Item> at(String what, String path) throws IOException {
    Reply reply = cluster.api().send(Api.Request.get(path), within);
    if (reply instanceof Reply.Yes yes) {
      return Optional.of(new Item(JSON.readTree(yes.body())));
    }
    if (reply instanceof Reply.Lost lost) {
      throw new IOException("could not read %s: %s".formatted(what, lost.why()));
    }
    Reply.No no = (Reply.No) reply;
    return switch (no.code()) {
      case 404 -> Optional.empty();
      case 401, 403 -> throw new Denied(Answers.rights("read " + what, no));
      default -> throw new IOException("could not read %s: %s".formatted(what, no.message()));
    };
  }
}
