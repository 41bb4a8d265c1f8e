package dev.gelada.proxy;

import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Unlistens;
import dev.gelada.proxy.relay.Chance;
import dev.gelada.proxy.relay.Exchange;
import dev.gelada.proxy.relay.HostPort;
import dev.gelada.proxy.relay.Rule;
import dev.gelada.proxy.relay.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One proxy. Thread-safe. Calls block until what they ask for is in force on every connection, and
 * no longer than 50 ms for what connections do: none of it waits for somebody to read.
 */
public final class Proxy {
  private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

  /** Names of ended faults that are remembered; the oldest goes. */
  private static final int REMEMBERED = 10_000;

  private final String name;
  private final String uid = UUID.randomUUID().toString();
  private final Exchange exchange;
  private final long seed;
  private final Endings endings;
  private final Map<String, Installed> faults = new LinkedHashMap<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private String listen;
  private String upstream;
  private boolean enabled;
  private boolean finished;
  private @Nullable InetSocketAddress address;

  /** A fault that is there. */
  private record Installed(FaultSpec spec, Rule rule, @Nullable Future<?> ending) {
    ActiveFault view() {
      return new ActiveFault(spec, rule.tally().connections().sum(), rule.tally().applied().sum());
    }
  }

  Proxy(ProxySpec spec, Exchange exchange, long seed, Endings endings) {
    this.name = spec.name();
    this.listen = spec.listen();
    this.upstream = spec.upstream();
    this.enabled = spec.enabled();
    this.exchange = exchange;
    this.seed = seed;
    this.endings = endings;
  }

  synchronized void begin(List<FaultSpec> first) throws ProxyTrouble {
    for (FaultSpec fault : first) {
      install(fault);
    }
    follow();
  }

  synchronized void finish() {
    finished = true;
    faults.values().forEach(Proxy::cancel);
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
    boolean moved = false;
    boolean turned = false;
    enabled = wished != null ? wished : enabled;
    if (server != null && !server.equals(upstream)) {
      turned = true;
      upstream = server;
      exchange.upstream(server);
    }
    if (listenAt != null && !listenAt.equals(listen)) {
      moved = true;
      listen = listenAt;
      exchange.unlisten();
    }
    if (moved || turned || !enabled) {
      exchange.cut();
    }
    listenAsWished();
  }

  /** Its faults, in the order in which they were added. */
  public synchronized List<ActiveFault> faults() {
    return faults.values().stream().map(Installed::view).toList();
  }

  /** The fault of that name. */
  public synchronized Optional<ActiveFault> fault(String fault) {
    return Optional.ofNullable(faults.get(fault)).map(Installed::view);
  }

  /**
   * Adds one behind the others.
   *
   * @throws ProxyTrouble {@code FAULT_EXISTS}, or {@code ENDED} if {@link #end} was asked for it or
   *     its deadline has passed
   */
  public synchronized ActiveFault add(FaultSpec fault) throws ProxyTrouble {
    install(fault);
    follow();
    return there(fault.name()).view();
  }

  private void install(FaultSpec fault) throws ProxyTrouble {
    Instant endsAt = fault.endsAt();
    if (faults.containsKey(fault.name())) {
      throw new ProxyTrouble(ProxyTrouble.Kind.FAULT_EXISTS, "toxic already exists");
    }
    if (ended.contains(fault.name())) {
      throw new ProxyTrouble(
          ProxyTrouble.Kind.ENDED, "fault '%s' was ended for good".formatted(fault.name()));
    }
    if (finished || (endsAt != null && endings.passed(endsAt))) {
      throw new ProxyTrouble(
          ProxyTrouble.Kind.ENDED, "the end of fault '%s' has passed".formatted(fault.name()));
    }
    Long own = fault.seed();
    Rule rule =
        new Rule(
            new Rule.Tally(),
            fault.type().create(fault.attributes()),
            fault.direction(),
            fault.probability(),
            own != null ? own : Chance.seed(seed, fault.name()));
    Future<?> ending = endsAt == null ? null : endings.at(endsAt, () -> expire(rule));
    faults.put(fault.name(), new Installed(fault, rule, ending));
  }

  /** The deadline of a fault has come; another one of its name has a deadline of its own. */
  private synchronized void expire(Rule rule) {
    boolean there =
        faults.values().removeIf(installed -> installed.rule().tally().equals(rule.tally()));
    if (there && !finished) {
      try {
        follow();
      } catch (ProxyTrouble trouble) {
        LOG.error("proxy {}: {}", name, trouble.getMessage());
      }
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
    Installed old = there(fault);
    FaultSpec spec = old.spec().with(attributes, probability);
    Rule rule =
        new Rule(
            old.rule().tally(),
            attributes.equals(old.spec().attributes())
                ? old.rule().fault()
                : spec.type().create(attributes),
            spec.direction(),
            probability,
            old.rule().seed());
    faults.put(fault, new Installed(spec, rule, old.ending()));
    follow();
    return there(fault).view();
  }

  private Installed there(String fault) throws ProxyTrouble {
    Installed installed = faults.get(fault);
    if (installed == null) {
      throw new ProxyTrouble(ProxyTrouble.Kind.NO_FAULT, "toxic not found");
    }
    return installed;
  }

  /**
   * Removes one; what it kept goes on at once.
   *
   * @return false when there is none
   * @throws ProxyTrouble {@code LISTEN} if the proxy cannot listen again; the fault is gone then
   */
  public synchronized boolean remove(String fault) throws ProxyTrouble {
    Installed installed = faults.remove(fault);
    if (installed == null) {
      return false;
    }
    cancel(installed);
    follow();
    return true;
  }

  /** Like {@link #remove}, and no fault of that name is ever added to this proxy again. */
  public synchronized boolean end(String fault) throws ProxyTrouble {
    if (ended.add(fault) && ended.size() > REMEMBERED) {
      ended.remove(ended.iterator().next());
    }
    return remove(fault);
  }

  /** Removes every fault and enables it. */
  synchronized void reset() throws ProxyTrouble {
    faults.values().forEach(Proxy::cancel);
    faults.clear();
    enabled = true;
    follow();
  }

  private static void cancel(Installed installed) {
    if (installed.ending() != null) {
      installed.ending().cancel(false);
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

  private void follow() throws ProxyTrouble {
    exchange.rules(faults.values().stream().map(Installed::rule).toList());
    listenAsWished();
  }

  private void listenAsWished() throws ProxyTrouble {
    List<Unlistens> against = new ArrayList<>();
    for (Installed installed : faults.values()) {
      if (installed.rule().fault() instanceof Unlistens unlistens) {
        against.add(unlistens);
      }
    }
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
      InetSocketAddress bound = exchange.listen(parsed());
      address = bound;
      listen = text(bound);
    } catch (IOException e) {
      enabled = false;
      throw new ProxyTrouble(
          ProxyTrouble.Kind.LISTEN, "listen tcp %s: %s".formatted(listen, reason(e)));
    }
  }

  private InetSocketAddress parsed() throws IOException {
    HostPort at =
        HostPort.of(listen)
            .orElseThrow(() -> new IOException("address " + listen + ": missing port in address"));
    return at.host().isEmpty()
        ? new InetSocketAddress(at.port())
        : new InetSocketAddress(InetAddress.getByName(at.host()), at.port());
  }

  private static String text(InetSocketAddress bound) {
    InetAddress host = bound.getAddress();
    return new HostPort(host.isAnyLocalAddress() ? "::" : host.getHostAddress(), bound.getPort())
        .toString();
  }

  /** As the operating system says it, without what Netty puts around it. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("already in use") ? "bind: address already in use" : message;
  }
}
