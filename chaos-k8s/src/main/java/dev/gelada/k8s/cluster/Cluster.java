package dev.gelada.k8s.cluster;

import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.Place;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One cluster as one user sees it. A client: plug-ins ask for it through {@link
 * dev.gelada.core.plugin.Connections}. No call is ever repeated by the client itself: a repeated
 * eviction could hit another pod, outside of the claim's lease. Thread-safe; calls block.
 */
public final class Cluster implements AutoCloseable {
  /** The scheme of places in clusters. */
  public static final String SCHEME = "k8s";

  private final KubernetesClient client;
  private final Access access;
  private final Timekeeper time;
  private @Nullable Place place;

  /**
   * How it is reached.
   *
   * @param context the kubeconfig's context; empty inside a cluster
   * @param namespace what is looked at where a file names no namespace; empty for all that may be
   *     seen
   * @param home where Gelada keeps its trail, its Lease and its marker
   * @param identity the cluster's id where its own may not be read; empty to read it
   */
  public record Access(String context, String namespace, String home, String identity) {}

  /**
   * A cluster behind a client that does not retry.
   *
   * @param client closed with this
   */
  public Cluster(KubernetesClient client, Access access, Timekeeper time) {
    this.client = client;
    this.access = access;
    this.time = time;
  }

  /**
   * The same cluster by the same client, looking at one name space where nothing else is said. Not
   * to be closed.
   */
  public Cluster in(String namespace) {
    return new Cluster(
        client, new Access(access.context(), namespace, access.home(), access.identity()), time);
  }

  /** The typed client, for looking. */
  public KubernetesClient client() {
    return client;
  }

  /** Single requests, for everything that changes something. */
  public Api api() {
    return new Api(client);
  }

  /** How it is reached. */
  public Access access() {
    return access;
  }

  /** The clock. */
  public Timekeeper time() {
    return time;
  }

  /**
   * {@code k8s:} and the uid of the namespace kube-system, which no two clusters share and which
   * stays as long as the cluster does.
   *
   * @throws IOException if it cannot be read
   */
  public synchronized Place place() throws IOException {
    Place known = place;
    if (known == null) {
      known = new Place(SCHEME, access.identity().isEmpty() ? uid() : access.identity());
      place = known;
    }
    return known;
  }

  private String uid() throws IOException {
    try {
      Namespace namespace = client.namespaces().withName("kube-system").get();
      if (namespace == null) {
        throw new IOException(
            "this cluster has no namespace kube-system to tell it by; set GELADA_CLUSTER_ID");
      }
      return Objects.requireNonNull(namespace.getMetadata().getUid(), "uid");
    } catch (KubernetesClientException e) {
      throw Trouble.of(
          "read the namespace kube-system of %s, whose uid tells clusters apart"
              .formatted(client.getMasterUrl()),
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
