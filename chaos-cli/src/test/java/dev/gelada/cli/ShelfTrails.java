package dev.gelada.cli;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.TrailStoreType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Trails of a platform that is this JVM: {@code shelf:NAME}. Full after 24 records. */
public final class ShelfTrails implements TrailStoreType {
  static final Map<String, TrailStore> PLACES = new ConcurrentHashMap<>();

  /** For which it is the usual place; none unless a test says so. */
  static volatile Set<String> kinds = Set.of();

  @Override
  public String scheme() {
    return "shelf";
  }

  @Override
  public Set<String> kinds() {
    return kinds;
  }

  @Override
  public String standard(Map<String, String> environment) {
    return "shelf:usual";
  }

  @Override
  public String canonical(String uri) throws IOException {
    if (uri.contains("/")) {
      throw new IOException("not a shelf's trail: " + uri + ". Write shelf:NAME");
    }
    return uri;
  }

  @Override
  public boolean possible(String uri, Connections with) {
    if (uri.endsWith("away")) {
      throw new Connections.Unreachable("the shelf is out of reach");
    }
    return PLACES.containsKey(uri);
  }

  @Override
  public TrailStore open(String uri, Connections with) throws IOException {
    if (uri.endsWith("away")) {
      throw new Connections.Unreachable("the shelf is out of reach");
    }
    TrailStore there = PLACES.get(uri);
    if (there == null) {
      throw new BadTrail(uri, "no trail here", "Run `gelada trail init --trail " + uri + "`");
    }
    return named(uri, there);
  }

  @Override
  public TrailStore create(String uri, Connections with) throws IOException {
    TrailStore there = PLACES.computeIfAbsent(uri, place -> new MemoryTrailStore(24));
    if (there.head().sequence() > 0) {
      throw new IOException(uri + " is a trail already");
    }
    return named(uri, there);
  }

  private static TrailStore named(String uri, TrailStore store) {
    return (TrailStore)
        Proxy.newProxyInstance(
            ShelfTrails.class.getClassLoader(),
            new Class<?>[] {TrailStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("uri")) {
                return uri;
              }
              try {
                return method.invoke(store, arguments);
              } catch (java.lang.reflect.InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
