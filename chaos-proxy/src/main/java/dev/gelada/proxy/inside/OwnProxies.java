package dev.gelada.proxy.inside;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Place;
import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.Counters;
import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxyTrouble;
import dev.gelada.proxy.client.Endpoint;
import dev.gelada.proxy.client.FaultId;
import dev.gelada.proxy.client.FaultOrder;
import dev.gelada.proxy.client.InsideControl;
import dev.gelada.proxy.client.InsideControls;
import dev.gelada.proxy.client.Location;
import dev.gelada.proxy.fault.Attributes;
import dev.gelada.proxy.fault.FaultType;
import dev.gelada.proxy.fault.FaultTypes;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Proxies of this very JVM, without a request in between. Known by their URL, {@code jvm://…}, from
 * {@link #open} until {@link #close}, which leaves the proxies themselves alone.
 */
public final class OwnProxies implements InsideControl, AutoCloseable {
  /** Faults whose traffic is remembered; the oldest goes. */
  private static final int REMEMBERED = 1_000;

  private final Proxies proxies;
  private final URI url;
  private final Map<String, Counters> before = new LinkedHashMap<>();
  private final Map<String, Passed> passed = new LinkedHashMap<>();

  /**
   * What came by a fault while it stood.
   *
   * @param connections that were accepted, or were open and carried bytes
   * @param struck those that got the fault
   */
  public record Passed(long connections, long struck) {}

  private OwnProxies(Proxies proxies) {
    this.proxies = proxies;
    this.url = InsideControls.url(proxies.id());
  }

  /** Makes them known. */
  public static OwnProxies open(Proxies proxies) {
    OwnProxies own = new OwnProxies(proxies);
    InsideControls.open(own);
    return own;
  }

  @Override
  public void close() {
    InsideControls.close(this);
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public Place place() {
    return Location.place(url, proxies.id());
  }

  @Override
  public String words() {
    return "the proxies of this JVM";
  }

  @Override
  public Undo.Expiry expiry() {
    return Undo.Expiry.TARGET;
  }

  @Override
  public List<Endpoint> endpoints(Deadline deadline) {
    return proxies.all().stream().map(OwnProxies::endpoint).toList();
  }

  @Override
  public Optional<Endpoint> endpoint(String name, Deadline deadline) {
    return proxies.proxy(name).map(OwnProxies::endpoint);
  }

  private static Endpoint endpoint(Proxy proxy) {
    return new Endpoint(
        proxy.name(), proxy.uid(), proxy.listen(), proxy.upstream(), proxy.address().isPresent());
  }

  @Override
  public List<Refusal> unfit(FaultOrder order) {
    return List.of();
  }

  @Override
  public Effect set(FaultId fault, FaultOrder order, Deadline deadline) {
    Optional<Proxy> proxy = meant(fault);
    Optional<FaultType> type = FaultTypes.named(order.type());
    if (proxy.isEmpty()) {
      return untouched("identity", "proxy %s is gone.".formatted(fault.proxy()));
    }
    if (type.isEmpty()) {
      return untouched("settings", "there is no fault %s.".formatted(order.type()));
    }
    List<String> problems = Attributes.problems(type.get(), order.attributes());
    if (!problems.isEmpty()) {
      return untouched("settings", String.join("; ", problems) + ".");
    }
    FaultSpec spec =
        new FaultSpec(
            fault.name(),
            type.get(),
            order.direction(),
            order.probability(),
            Attributes.of(type.get(), order.attributes()),
            Objects.requireNonNull(order.endsAt(), "endsAt"),
            order.seed());
    try {
      note(fault, proxy.get().counters());
      ActiveFault unused = proxy.get().add(spec);
      return new Effect.Struck(Map.of("fault", fault.name(), "proxy", words()));
    } catch (ProxyTrouble trouble) {
      return switch (trouble.kind()) {
        case ENDED -> untouched("ended", trouble.getMessage() + ".");
        case NO_PROXY -> untouched("identity", trouble.getMessage() + ".");
        default -> new Effect.Unknown(String.valueOf(trouble.getMessage()));
      };
    }
  }

  private static Effect untouched(String rule, String reason) {
    return new Effect.Untouched(new Refusal(rule, reason, "Nothing was touched; run again."));
  }

  @Override
  public Undone end(FaultId fault, Deadline deadline) throws IOException {
    Optional<Proxy> proxy = meant(fault);
    if (proxy.isEmpty()) {
      return new Undone.Gone("proxy %s of then is gone".formatted(fault.proxy()));
    }
    keep(fault.name(), proxy.get());
    try {
      boolean unused = proxy.get().end(fault.name());
    } catch (ProxyTrouble trouble) { // the fault is gone; the proxy listens again by itself
      throw new IOException(trouble.getMessage(), trouble);
    }
    return new Undone.Restored(Map.of("fault", fault.name()));
  }

  private Optional<Proxy> meant(FaultId fault) {
    return proxies.proxy(fault.proxy()).filter(proxy -> proxy.uid().equals(fault.uid()));
  }

  private synchronized void note(FaultId fault, Counters now) {
    before.put(fault.name(), now);
  }

  private synchronized void keep(String fault, Proxy proxy) {
    if (!passed.containsKey(fault)) {
      now(fault, proxy).ifPresent(traffic -> passed.put(fault, traffic));
      if (passed.size() > REMEMBERED) {
        passed.remove(passed.keySet().iterator().next());
      }
      before.remove(fault);
    }
  }

  private Optional<Passed> now(String fault, Proxy proxy) {
    Counters then = before.get(fault);
    if (then == null) {
      return Optional.empty();
    }
    Counters counters = proxy.counters();
    boolean moved =
        counters.upstreamReceived() > then.upstreamReceived()
            || counters.downstreamReceived() > then.downstreamReceived();
    long connections = counters.accepted() - then.accepted() + (moved ? then.open() : 0);
    Optional<ActiveFault> there = proxy.lastSeen(fault);
    long struck = there.map(ActiveFault::connections).orElse(0L);
    boolean applied = there.filter(view -> view.applied() > 0).isPresent();
    return Optional.of(
        new Passed(
            Math.max(connections, applied ? Math.max(1, struck) : 0),
            Math.max(struck, applied ? 1 : 0)));
  }

  /** What came by so far, or until its end; empty if it never was. */
  public synchronized Optional<Passed> passed(String proxy, String fault) {
    Passed kept = passed.get(fault);
    return kept != null
        ? Optional.of(kept)
        : proxies.proxy(proxy).flatMap(there -> now(fault, there));
  }
}
