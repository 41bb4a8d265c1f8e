package dev.gelada.proxy.control;

import java.time.Duration;

/**
 * What one client may take of the control server.
 *
 * @param read for a request to arrive as a whole
 * @param handle for it to be answered
 * @param write for the answer to be taken
 * @param idle between requests
 * @param connections open at once; further ones are closed
 * @param body bytes of a request
 */
record Limits(
    Duration read, Duration handle, Duration write, Duration idle, int connections, int body) {
  /** Times as in Toxiproxy. */
  static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(15),
          Duration.ofSeconds(25),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          256,
          1 << 20);
}
