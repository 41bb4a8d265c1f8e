package dev.gelada.core.trail;

import java.util.Objects;

/**
 * Who wrote a record.
 *
 * @param kind {@code user}, {@code schedule}, {@code test}, {@code recovery}
 * @param name the account's name
 * @param host the host's name
 * @param provedBy how the name is known: {@code os} for the operating system's account, {@code
 *     none} if claimed
 */
public record Actor(String kind, String name, String host, String provedBy) {
  public Actor {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(provedBy, "provedBy");
  }
}
