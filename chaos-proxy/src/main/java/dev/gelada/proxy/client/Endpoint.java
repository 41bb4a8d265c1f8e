package dev.gelada.proxy.client;

import java.util.Objects;

/**
 * A proxy as its server describes it.
 *
 * @param name unique for its server
 * @param uid what no other proxy of that name shares
 * @param listen where it listens, or was asked to
 * @param upstream the server behind it
 * @param listening whether clients can connect to it now
 */
public record Endpoint(String name, String uid, String listen, String upstream, boolean listening) {
  public Endpoint {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(listen, "listen");
    Objects.requireNonNull(upstream, "upstream");
  }
}
