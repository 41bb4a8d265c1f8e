package dev.gelada.proxy;

import dev.gelada.proxy.fault.Attributes;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One proxy. Thread-safe. Calls block until what they ask for is in force on every connection, and
 * no longer than 50 ms for what connections do: none of it waits for somebody to read.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Proxy {
  Proxy() {}

  /** Its name. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** What no other proxy of that name shares. */
  public String uid() {
    throw new UnsupportedOperationException();
  }

  /** Where it listens: the address as it is bound, or what was asked for if it never listened. */
  public String listen() {
    throw new UnsupportedOperationException();
  }

  /** Where it listens now; empty when it does not. */
  public Optional<InetSocketAddress> address() {
    throw new UnsupportedOperationException();
  }

  /** The server, as asked for. */
  public String upstream() {
    throw new UnsupportedOperationException();
  }

  /** Whether it is to listen; a fault may keep it from that. */
  public boolean enabled() {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes what is not null. Another place to listen or another server closes its connections, and
   * so does disabling.
   *
   * @throws ProxyTrouble if it cannot listen; it is disabled then
   */
  public void change(@Nullable String listen, @Nullable String upstream, @Nullable Boolean enabled)
      throws ProxyTrouble {
    throw new UnsupportedOperationException();
  }

  /** Its faults, in the order in which they were added. */
  public List<ActiveFault> faults() {
    throw new UnsupportedOperationException();
  }

  /** The fault of that name. */
  public Optional<ActiveFault> fault(String name) {
    throw new UnsupportedOperationException(name);
  }

  /**
   * Adds one behind the others.
   *
   * @throws ProxyTrouble {@code FAULT_EXISTS}, or {@code ENDED} if {@link #end} was asked for it
   */
  public ActiveFault add(FaultSpec fault) throws ProxyTrouble {
    throw new UnsupportedOperationException(fault.toString());
  }

  /**
   * Gives one other settings. Whom its probability strikes is not drawn anew: a larger one only
   * adds connections, a smaller one only takes some away.
   *
   * @throws ProxyTrouble {@code NO_FAULT}
   */
  public ActiveFault change(String fault, Attributes attributes, double probability)
      throws ProxyTrouble {
    throw new UnsupportedOperationException(fault);
  }

  /**
   * Removes one; what it kept goes on at once.
   *
   * @return false when there is none
   * @throws ProxyTrouble {@code LISTEN} if the proxy cannot listen again; the fault is gone then
   */
  public boolean remove(String fault) throws ProxyTrouble {
    throw new UnsupportedOperationException(fault);
  }

  /** Like {@link #remove}, and no fault of that name is ever added to this proxy again. */
  public boolean end(String fault) throws ProxyTrouble {
    throw new UnsupportedOperationException(fault);
  }

  /** What went through it. */
  public Counters counters() {
    throw new UnsupportedOperationException();
  }
}
