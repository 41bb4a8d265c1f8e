package dev.gelada.proxy.client;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server that holds proxies, as it answered a moment ago. Every call blocks until it is answered,
 * its deadline has come or the thread is interrupted; an {@link IOException} says in words what was
 * asked where. Nothing is asked twice. Thread-safe.
 */
public sealed interface ControlPoint permits InsideControl, ProxyClient, ToxiproxyClient {
  /** Where its control API is. */
  URI url();

  /** Where its proxies are reached; holds what tells this server from one that ran before. */
  Place place();

  /** What it is, with its version, for people. */
  String words();

  /** Who ends a fault there when nobody takes it back. */
  Undo.Expiry expiry();

  /** Its proxies, sorted by name. */
  List<Endpoint> endpoints(Deadline deadline) throws IOException, InterruptedException;

  /** The proxy of that name. */
  Optional<Endpoint> endpoint(String name, Deadline deadline)
      throws IOException, InterruptedException;

  /** Why it cannot do that, whatever the proxy; empty if it can. Asks nobody. */
  List<Refusal> unfit(FaultOrder order);

  /**
   * Sets a fault. Asks for it once.
   *
   * @throws IOException if no answer came: it may be there now or soon
   */
  Effect set(FaultId id, FaultOrder order, Deadline deadline)
      throws IOException, InterruptedException;

  /**
   * Takes a fault back, and what it kept goes on. Idempotent, and done as well for one that was
   * never there.
   *
   * @throws IOException if that could not be found out
   */
  Undone end(FaultId id, Deadline deadline) throws IOException, InterruptedException;
}
