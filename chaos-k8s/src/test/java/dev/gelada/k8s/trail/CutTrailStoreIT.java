package dev.gelada.k8s.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.testing.TrailStoreContract;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.BadLine;
import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of all stores over a line that loses requests, loses answers, and lets requests
 * arrive long after their sender gave up.
 */
@Timeout(300)
class CutTrailStoreIT extends TrailStoreContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final double LIKELY = 0.02;
  private static String namespace = "";
  private static BadLine line;
  private static Cluster cluster;
  private static final AtomicInteger UNSURE = new AtomicInteger();

  @BeforeAll
  static void connect(@TempDir Path folder) throws IOException {
    ControlPlane plane = ControlPlane.shared();
    namespace = plane.namespace("cut");
    line = BadLine.to(plane, TrailSamples.chance(6));
    cluster = plane.cluster(line.environment(plane, folder));
    cluster.place();
  }

  @AfterAll
  static void disconnect() {
    cluster.close();
    line.close();
    assertThat(line.cuts()).isGreaterThan(20);
    assertThat(UNSURE).hasPositiveValue();
  }

  @Override
  protected TrailStore empty() throws IOException {
    line.storm(0);
    NUMBER.incrementAndGet();
    TrailStore store = new ConfigMapTrailType().create(uri(), Only.of(cluster));
    line.storm(LIKELY);
    return new Patient(store, UNSURE);
  }

  @Override
  protected boolean rotates() {
    return true;
  }

  @Override
  protected TrailStore another() throws IOException {
    line.storm(0);
    TrailStore store = new ConfigMapTrailType().open(uri(), Only.of(cluster));
    line.storm(LIKELY);
    return new Patient(store, UNSURE);
  }

  private static String uri() {
    return "k8s:%s/trail-%d".formatted(namespace, NUMBER.get());
  }
}
