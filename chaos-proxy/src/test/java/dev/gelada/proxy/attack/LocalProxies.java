package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.RealConnections;
import dev.gelada.proxy.Options;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.control.ControlOptions;
import dev.gelada.proxy.control.StandaloneProxy;
import dev.gelada.proxy.testing.EchoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy server in this JVM, with an echo behind every proxy. */
final class LocalProxies implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();

  final EchoServer upstream = new EchoServer();
  final RealConnections with =
      new RealConnections(new Ambient(Map.of(), new SystemTime(), Path.of("unused")));
  final StandaloneProxy server;

  LocalProxies() throws Exception {
    server =
        StandaloneProxy.start(
            new StandaloneProxy.Settings(
                ControlOptions.DEFAULT.at(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                Options.DEFAULT,
                null));
  }

  /** Where the control API is. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  /** A new proxy, as the source sees it. */
  Target proxy() throws Exception {
    Proxy proxy =
        server
            .proxies()
            .create(
                new ProxySpec(
                    "echo-" + NAMES.incrementAndGet(),
                    "127.0.0.1:0",
                    upstream.address(),
                    true,
                    List.of()));
    return target(source(url(), proxy.name()));
  }

  /** Whether a fault is on that proxy. */
  boolean harmed(Target victim) {
    return server.proxies().proxy(victim.id().name()).stream()
        .anyMatch(proxy -> !proxy.faults().isEmpty());
  }

  /** The source of one proxy of a server. */
  TargetSource source(URI control, String name) {
    return new Endpoints()
        .create(new Endpoints.Settings(null, null, null, control, name, List.of(), null), with);
  }

  /** The only target of a source. */
  static Target target(TargetSource source) throws Exception {
    List<Group> groups = source.groups(Scope.all()).toList();
    return source.members(groups.get(0).id()).toList().get(0);
  }

  @Override
  public void close() {
    server.close();
    with.close();
    upstream.close();
  }
}
