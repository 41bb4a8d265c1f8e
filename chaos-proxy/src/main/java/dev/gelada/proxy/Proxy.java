package dev.gelada.proxy;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Unlistens;
import dev.gelada.proxy.relay.Exchange;
import dev.gelada.proxy.relay.Rule;
import dev.gelada.proxy.relay.Traffic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One proxy. Thread-safe. Calls block until what they ask for is in force on every connection, and
 * no longer than 50 ms for what connections do: none of it waits for somebody to read.
 */
public final class Proxy {
  private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

  private final String name;
  private final String uid = UUID.randomUUID().toString();
  private final Exchange exchange;
  private final Endings endings;
  private final Faults faults;
  private String listen;
  private String upstream;
  private boolean enabled;
  private boolean finished;
  private boolean listensLater;
  private @Nullable InetSocketAddress address;

  Proxy(ProxySpec spec, Exchange exchange, long seed, Endings endings) {
    this.name = spec.name();
    this.listen = spec.listen();
    this.upstream = spec.upstream();
    this.enabled = spec.enabled();
    this.exchange = exchange;
    this.endings = endings;
    this.faults = new Faults(seed, endings);
  }

  synchronized void begin(List<FaultSpec> first) throws ProxyTrouble {
    for (FaultSpec fault : first) {
      faults.add(fault, this::expire);
    }
    follow();
  }

  synchronized void finish() {
    finished = true;
    faults.clear();
    exchange.unlisten();
    exchange.cut();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What no other proxy of that name shares. */
  public String uid() {
    return uid;
  }

  /** Where it listens: the address as it is bound, or what was asked for if it never listened. */
  public synchronized String listen() {
    return listen;
  }

  /** Where it listens now; empty when it does not. */
  public synchronized Optional<InetSocketAddress> address() {
    return exchange.listening() ? Optional.ofNullable(address) : Optional.empty();
  }

  /** The server, as asked for. */
  public synchronized String upstream() {
    return upstream;
  }

  /** Whether it is to listen; a fault may keep it from that. */
  public synchronized boolean enabled() {
    return enabled;
  }

  /**
   * Changes what is not null. Another place to listen or another server closes its connections, and
   * so does disabling.
   *
   * @throws ProxyTrouble if it cannot listen; it is disabled then
   */
  public synchronized void change(
      @Nullable String listenAt, @Nullable String server, @Nullable Boolean wished)
      throws ProxyTrouble {
    boolean other = false;
    enabled = wished != null ? wished : enabled;
    if (server != null && !server.equals(upstream)) {
      other = true;
      upstream = server;
      exchange.upstream(server);
    }
    if (listenAt != null && !listenAt.equals(listen)) {
      other = true;
      listen = listenAt;
      exchange.unlisten();
    }
    if (other || !enabled) {
      exchange.cut();
    }
    try {
      listenAsWished();
    } catch (ProxyTrouble trouble) {
      enabled = false;
      throw trouble;
    }
  }

  /** Its faults, in the order in which they were added. */
  public synchronized List<ActiveFault> faults() {
    return faults.views();
  }

  /** The fault of that name. */
  public synchronized Optional<ActiveFault> fault(String fault) {
    return faults.view(fault);
  }

  /** The fault of that name, or how it was when it was removed; of the last 10,000. */
  public synchronized Optional<ActiveFault> lastSeen(String fault) {
    return faults.lastSeen(fault);
  }

  /**
   * Adds one behind the others.
   *
   * @throws ProxyTrouble {@code FAULT_EXISTS}, or {@code ENDED} if {@link #end} was asked for it or
   *     its deadline has passed
   */
  public synchronized ActiveFault add(FaultSpec fault) throws ProxyTrouble {
    if (finished) {
      throw new ProxyTrouble(ProxyTrouble.Kind.NO_PROXY, "proxy not found");
    }
    faults.add(fault, this::expire);
    obey();
    return there(fault.name());
  }

  /** The deadline of a fault has come; another one of its name has a deadline of its own. */
  private synchronized void expire(Rule rule) {
    if (faults.remove(rule) && !finished) {
      exchange.rules(faults.rules());
      listenAgain();
    }
  }

  /** A fault that kept it from listening is over; whoever took its place may go away again. */
  private synchronized void listenAgain() {
    listensLater = false;
    try {
      listenAsWished();
    } catch (ProxyTrouble trouble) {
      LOG.error("proxy {}: {}; tried again each second", name, trouble.getMessage());
      listenLater();
    }
  }

  private void listenLater() {
    if (!listensLater) {
      listensLater = true;
      endings.in(Duration.ofSeconds(1), this::listenAgain);
    }
  }

  /**
   * Gives one other settings. Whom its probability strikes is not drawn anew: a larger one only
   * adds connections, a smaller one only takes some away.
   *
   * @throws ProxyTrouble {@code NO_FAULT}
   */
  public synchronized ActiveFault change(String fault, Attributes attributes, double probability)
      throws ProxyTrouble {
    faults.change(fault, attributes, probability);
    obey();
    return there(fault);
  }

  private ActiveFault there(String fault) throws ProxyTrouble {
    return faults
        .view(fault)
        .orElseThrow(() -> new ProxyTrouble(ProxyTrouble.Kind.NO_FAULT, "toxic not found"));
  }

  /**
   * Removes one; what it kept goes on at once.
   *
   * @return false when there is none
   * @throws ProxyTrouble {@code LISTEN} if the proxy cannot listen again yet; the fault is gone
   *     then, and it is tried again each second
   */
  public synchronized boolean remove(String fault) throws ProxyTrouble {
    if (!faults.remove(fault)) {
      return false;
    }
    follow();
    return true;
  }

  /** Like {@link #remove}, and no fault of that name is ever added to this proxy again. */
  public synchronized boolean end(String fault) throws ProxyTrouble {
    faults.endForGood(fault);
    return remove(fault);
  }

  /** Removes every fault and enables it. */
  synchronized void reset() throws ProxyTrouble {
    boolean was = enabled;
    faults.clear();
    enabled = true;
    try {
      follow();
    } catch (ProxyTrouble trouble) {
      enabled = was;
      throw trouble;
    }
  }

  /** What went through it. */
  public Counters counters() {
    Traffic traffic = exchange.traffic();
    return new Counters(
        traffic.accepted(),
        traffic.open(),
        traffic.undialled(),
        traffic.receivedOf(Direction.UPSTREAM),
        traffic.sentOf(Direction.UPSTREAM),
        traffic.receivedOf(Direction.DOWNSTREAM),
        traffic.sentOf(Direction.DOWNSTREAM));
  }

  /** As {@link #follow}, but that it does not listen for another reason is no "no" to a fault. */
  private void obey() throws ProxyTrouble {
    exchange.rules(faults.rules());
    if (!faults.againstListening().isEmpty()) {
      listenAsWished();
    }
  }

  private void follow() throws ProxyTrouble {
    exchange.rules(faults.rules());
    try {
      listenAsWished();
    } catch (ProxyTrouble trouble) {
      listenLater();
      throw trouble;
    }
  }

  private void listenAsWished() throws ProxyTrouble {
    List<Unlistens> against = faults.againstListening();
    boolean wished = enabled && against.isEmpty() && !finished;
    if (!wished) {
      exchange.unlisten();
      if (against.stream().anyMatch(Unlistens::cuts)) {
        exchange.cut();
      }
    } else if (!exchange.listening()) {
      open();
    }
  }

  private void open() throws ProxyTrouble {
    try {
      InetSocketAddress bound = exchange.listen(ListenAddress.of(listen));
      address = bound;
      listen = ListenAddress.text(bound);
    } catch (IOException e) {
      throw new ProxyTrouble(
          ProxyTrouble.Kind.LISTEN, "listen tcp %s: %s".formatted(listen, ListenAddress.reason(e)));
    }
  }
}
