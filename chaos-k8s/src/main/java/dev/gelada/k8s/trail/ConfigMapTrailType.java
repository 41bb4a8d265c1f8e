package dev.gelada.k8s.trail;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.ChecksTrail;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.TrailStoreType;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ClusterConnector;
import dev.gelada.k8s.cluster.Reply;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trails in ConfigMaps: {@code k8s:NAMESPACE/NAME}. */
public final class ConfigMapTrailType implements TrailStoreType, ChecksTrail {
  @Override
  public String scheme() {
    return Cluster.SCHEME;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("pod", "workload", "node");
  }

  @Override
  public String standard(Map<String, String> environment) {
    return new TrailUri("", home(environment), TrailUri.STANDARD).toString();
  }

  private static String home(Map<String, String> environment) {
    try {
      return ClusterConnector.home(environment);
    } catch (IOException unread) {
      return "gelada"; // opening the connection will say what is wrong with this pod
    }
  }

  @Override
  public String canonical(String uri) throws IOException {
    return TrailUri.of(uri).toString();
  }

  @Override
  public boolean possible(String uri, Connections with) {
    try {
      Cluster cluster = with.get(Cluster.class);
      TrailUri where = TrailUri.of(uri);
      if (!where.cluster().isEmpty() && !where.cluster().equals(cluster.place().id())) {
        return true; // in a cluster that is not reached from here
      }
      try (Asking asking = new Asking(cluster)) {
        return !missing(asking.look(where.map(), Asking.METADATA));
      }
    } catch (IOException | Connections.Unreachable unknown) {
      return true;
    }
  }

  @Override
  public TrailStore open(String uri, Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    TrailUri where = reached(uri, cluster);
    try (Asking asking = new Asking(cluster)) {
      Reply reply = asking.look(where.map(), Api.JSON);
      if (reply instanceof Reply.Yes yes) {
        return new ConfigMapTrailStore(cluster, where, Held.read(where.toString(), yes.body()));
      }
      if (missing(reply)) {
        throw noNamespace(asking, where)
            ? new Words(where).noNamespace()
            : BadTrail.none(where.toString());
      }
      throw new Words(where).refused("get", reply);
    }
  }

  @Override
  public TrailStore create(String uri, Connections with) throws IOException {
    Cluster cluster = with.get(Cluster.class);
    TrailUri where = reached(uri, cluster);
    try (Asking asking = new Asking(cluster)) {
      Reply reply = asking.change(Api.Request.post(where.maps(), Held.empty(where)));
      if (missing(reply)) {
        throw new Words(where).noNamespace();
      }
      boolean exists = reply instanceof Reply.No no && no.code() == Words.CONFLICT;
      if (!(reply instanceof Reply.Yes) && !exists && !Asking.passing(reply)) {
        throw new Words(where).refused("create", reply);
      }
      Reply there = asking.look(where.map(), Api.JSON);
      if (!(there instanceof Reply.Yes yes)) {
        throw new Words(where).refused("create", exists ? there : reply);
      }
      Held held = Held.read(where.toString(), yes.body());
      if (!held.head().equals(Head.EMPTY)) {
        throw new IOException(where + " is a trail already; use it, or name another place");
      }
      return new ConfigMapTrailStore(cluster, where, held);
    }
  }

  /** Archives are made, found and, when they are too old, deleted beside it. */
  @Override
  public List<Refusal> missing(String uri, Connections with) throws IOException {
    TrailUri where = TrailUri.of(uri);
    List<Right> rights = new ArrayList<>();
    for (String verb : List.of("get", "list", "create", "delete")) {
      rights.add(Right.to(verb, "", "configmaps", where.namespace()));
    }
    rights.add(Right.to("update", "", "configmaps", where.namespace()).named(where.name()));
    return new Rights(with.get(Cluster.class)).missing(rights);
  }

  private static TrailUri reached(String uri, Cluster cluster) throws IOException {
    TrailUri named = TrailUri.of(uri);
    TrailUri here = named.in(cluster);
    if (!named.cluster().isEmpty() && !named.equals(here)) {
      throw new Words(named).otherCluster(here.cluster());
    }
    return here;
  }

  private static boolean missing(Reply reply) {
    return reply instanceof Reply.No no && no.code() == Words.NOT_FOUND;
  }

  /** False where it may not be known. */
  private static boolean noNamespace(Asking asking, TrailUri where) {
    return missing(asking.look("/api/v1/namespaces/" + where.namespace(), Asking.METADATA));
  }
}
