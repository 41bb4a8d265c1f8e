package dev.gelada.k8s.trail;

import dev.gelada.core.testing.TrailStoreContract;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** The contract of all stores, on a real API server. */
@Timeout(300)
class ConfigMapTrailStoreIT extends TrailStoreContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static String namespace = "";
  private static Cluster cluster;

  @BeforeAll
  static void connect() throws IOException {
    namespace = ControlPlane.shared().namespace("trail");
    cluster = ControlPlane.shared().admin();
  }

  @AfterAll
  static void disconnect() {
    cluster.close();
  }

  @Override
  protected TrailStore empty() throws IOException {
    NUMBER.incrementAndGet();
    return new ConfigMapTrailType().create(uri(), Only.of(cluster));
  }

  @Override
  protected boolean rotates() {
    return true;
  }

  @Override
  protected TrailStore another() throws IOException {
    return new ConfigMapTrailType().open(uri(), Only.of(cluster));
  }

  private static String uri() {
    return "k8s:%s/trail-%d".formatted(namespace, NUMBER.get());
  }
}
