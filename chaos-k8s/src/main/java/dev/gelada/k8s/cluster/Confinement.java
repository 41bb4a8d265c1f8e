package dev.gelada.k8s.cluster;

import dev.gelada.core.plugin.Connections;
import java.util.List;

/** Clients that look at one name space where nothing else is said. */
public final class Confinement {
  private Confinement() {}

  /**
   * Once for each name space.
   *
   * @param namespaces empty for what the cluster is looked at in anyway
   */
  public static List<Connections> to(List<String> namespaces, Connections with) {
    return namespaces.isEmpty()
        ? List.of(with)
        : namespaces.stream().<Connections>map(name -> new Part(name, with)).toList();
  }

  private record Part(String namespace, Connections with) implements Connections {
    @Override
    public <C> C get(Class<C> type) {
      C client = with.get(type);
      return client instanceof Cluster cluster ? type.cast(cluster.in(namespace)) : client;
    }

    @Override
    public void close() {} // whoever gave the clients closes them
  }
}
