package dev.gelada.proxy.client;

import java.util.Objects;

/**
 * Which fault of which proxy.
 *
 * @param proxy the proxy's name
 * @param uid the proxy's uid
 * @param name unique for the proxy, never used twice
 * @param type what it does, as in requests
 */
public record FaultId(String proxy, String uid, String name, String type) {
  public FaultId {
    Objects.requireNonNull(proxy, "proxy");
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
