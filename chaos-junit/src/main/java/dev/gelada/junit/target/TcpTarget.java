package dev.gelada.junit.target;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Registered;
import dev.gelada.proxy.Counters;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.ProxyTrouble;
import dev.gelada.proxy.inside.OwnProxies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a server: a proxy of this JVM stands before it, and the code under test connects
 * to {@link #address} instead. It listens on a port of the loopback interface from the moment the
 * field is initialised, so the address is there before a Spring context, and a broker that
 * advertises itself can be told it before it starts ({@link #upstream(String, int)}).
 */
public final class TcpTarget extends Registered {
  /** A server before which nobody stands yet; nothing listens on that port. */
  private static final String NOBODY = "127.0.0.1:1";

  /** Faults that keep connections from coming, which nobody can count then. */
  private static final Set<String> UNSEEN = Set.of("down", "refuse", "limit_connections");

  private final String name;
  private String upstream;
  private String listen = "127.0.0.1:0";
  private @Nullable Lines lines;
  private @Nullable Proxy proxy;

  private TcpTarget(String name, String upstream) {
    this.name = name;
    this.upstream = upstream;
    listen();
  }

  /**
   * What a target is called; it listens once {@link Named#upstream} or {@link Named#later} says so.
   */
  public static Named named(String name) {
    return new Named(name);
  }

  /**
   * A target that has a name only.
   *
   * @param name what files and annotations call it
   */
  public record Named(String name) {
    /** It stands before that server. */
    public TcpTarget upstream(String host, int port) {
      return new TcpTarget(name, host + ":" + port);
    }

    /** It has an address already, and its server comes later: {@link TcpTarget#upstream}. */
    public TcpTarget later() {
      return new TcpTarget(name, NOBODY);
    }
  }

  /** The proxy, which is gone when the target's tests are over. */
  private synchronized Proxy there() {
    Proxy there = proxy;
    if (there == null) {
      throw new IllegalStateException(name + ": the tests of this target are over.");
    }
    return there;
  }

  private synchronized Proxy listen() {
    Proxy there = proxy;
    if (there != null) {
      return there;
    }
    Lines entered = Lines.enter();
    try {
      Proxy made =
          entered
              .proxies()
              .create(
                  new ProxySpec(
                      name + "-" + System.identityHashCode(this),
                      listen,
                      upstream,
                      true,
                      List.of()));
      lines = entered;
      proxy = made;
      listen = made.listen(); // the same port if it is opened again
      return made;
    } catch (ProxyTrouble trouble) {
      Lines.leave();
      throw new IllegalStateException(name + " cannot listen: " + trouble.getMessage(), trouble);
    }
  }

  /** Stands before that server from now on; connections to another one are closed. */
  public synchronized TcpTarget upstream(String host, int port) {
    upstream = host + ":" + port;
    try {
      there().change(null, upstream, null);
    } catch (ProxyTrouble trouble) {
      throw new IllegalStateException(trouble.getMessage(), trouble);
    }
    return this;
  }

  /** The host to connect to. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port to connect to; the same for as long as this object lives. */
  public synchronized int port() {
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  /** {@code host:port}. */
  public String address() {
    return host() + ":" + port();
  }

  /** How many connections are open. */
  public long connections() {
    return there().counters().open();
  }

  /** Closes those that are open, so that a pool has to connect again. */
  public synchronized void dropConnections() {
    try {
      Proxy here = there();
      here.change(null, null, false);
      here.change(null, null, true);
    } catch (ProxyTrouble trouble) {
      throw new IllegalStateException(trouble.getMessage(), trouble);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "endpoint";
  }

  @Override
  public synchronized Optional<Target> look() {
    Lines here = lines;
    Proxy there = proxy;
    if (here == null || there == null) {
      return Optional.empty();
    }
    OwnProxies known = here.known();
    return Optional.of(
        new Target(
            new TargetId(known.place(), kind(), there.name(), there.uid()),
            new GroupId(new Place("jvm", known.url().getHost()), "test", name),
            "",
            Map.of("control", known.url().toString()),
            null,
            Health.HEALTHY,
            List.of()));
  }

  @Override
  public synchronized Met met(String strike) {
    Lines here = lines;
    Proxy there = proxy;
    if (here == null || there == null) {
      return new Met(-1, -1, "");
    }
    String fault = "gelada-" + strike;
    OwnProxies.Passed passed =
        here.known().passed(there.name(), fault).orElse(new OwnProxies.Passed(0, 0));
    boolean unseen =
        there
            .lastSeen(fault)
            .filter(view -> UNSEEN.contains(view.spec().type().name()))
            .isPresent();
    return passed.connections() == 0 && unseen
        ? new Met(-1, -1, "")
        : new Met(passed.connections(), passed.struck(), "");
  }

  @Override
  public synchronized List<String> report() {
    Proxy there = proxy;
    if (there == null) {
      return List.of();
    }
    Counters counters = there.counters();
    return List.of(
        "%s before %s: %d connections, %d open, %d that did not reach it"
            .formatted(
                address(), upstream, counters.accepted(), counters.open(), counters.undialled()));
  }

  @Override
  protected void begin() {
    Proxy unused = listen();
  }

  @Override
  protected synchronized void finish() {
    Lines here = lines;
    Proxy there = proxy;
    if (here != null && there != null) {
      here.proxies().remove(there.name());
      Lines.leave();
      lines = null;
      proxy = null;
    }
  }
}
