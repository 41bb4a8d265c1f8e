package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Shop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people run: the launcher and the one jar that it builds, which other tests do not, with the
 * libraries that it holds and no others.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class ProductIT {
  private static final Path LAUNCHER = Path.of("..", "gelada").toAbsolutePath().normalize();
  private static final ControlPlane PLANE = ControlPlane.shared();

  @TempDir Path folder;
  private String home = "";

  @Test
  void kills_a_pod_of_a_real_cluster_with_the_trail_in_it() throws Exception {
    try (Cluster admin = PLANE.admin()) {
      Shop shop = Shop.open(PLANE, admin, "product");
      shop.settled("web", 3);
      shop.kubectl("label", "deployment", "web", "gelada/enabled=true");
      Files.writeString(
          folder.resolve("pods.yaml"),
          """
          gelada: 1
          name: pods
          why: The product itself is tried
          targets:
            web: {pods: {namespaces: [%s]}}
          limits: {window: {always: true, zone: UTC}}
          steps:
            - kill-pod: {target: web}
          """
              .formatted(shop.namespace()));
      TreeSet<String> before = new TreeSet<>(shop.uids("web"));

      home = PLANE.namespace("home");
      gelada("trail", "init", "--trail", "k8s:%s/gelada-trail".formatted(home));
      assertThat(gelada("targets", "pods.yaml")).contains("ELIGIBLE", "yes");
      gelada("doctor", "pods.yaml");
      String run = gelada("run", "pods.yaml");
      gelada("trail", "verify", "--trail", "k8s:%s/gelada-trail".formatted(home));

      assertThat(run).contains("held (exit 0)");
      shop.ready("web", 3);
      before.retainAll(shop.uids("web"));
      assertThat(before).as("those that were there before").hasSize(2);
    }
  }

  private String gelada(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(PLANE.environment());
    builder
        .environment()
        .putAll(Map.of("XDG_STATE_HOME", folder.toString(), "GELADA_NAMESPACE", home));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
