package dev.gelada.k8s.testing;

import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.RealSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Helm 3.18.6 itself, and this repository's chart. */
public final class Helm {
  private static final String NAME = "GELADA_HELM";
  private static final String HOW =
      "Helm 3.18.6 is needed: go install helm.sh/helm/v3/cmd/helm@v3.18.6 into"
          + " ~/.cache/gelada/helm-3.18.6 or a folder that "
          + NAME
          + " names";

  private Helm() {}

  /**
   * What a command line came to.
   *
   * @param exit its exit code
   * @param out both its outputs
   */
  public record Run(int exit, String out) {}

  /** Renders the chart as release {@code g}; skips the test where there is no Helm. */
  public static Run template(String namespace, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary().toString(),
                "template",
                "g",
                Deploy.folder().resolve("helm/gelada").toString(),
                "--kube-version=1.33.0",
                "--namespace=" + namespace));
    command.addAll(List.of(options));
    return run(command);
  }

  /** {@code helm lint --strict}. */
  public static Run lint(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary().toString(),
                "lint",
                "--strict",
                "--kube-version=1.33.0",
                Deploy.folder().resolve("helm/gelada").toString()));
    command.addAll(List.of(options));
    return run(command);
  }

  private static Run run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path binary() {
    String named = System.getenv(NAME);
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        named != null
            ? Path.of(named)
            : (cache == null || cache.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".cache")
                    : Path.of(cache))
                .resolve("gelada")
                .resolve("helm-3.18.6");
    Path helm = folder.resolve("helm");
    if (System.getenv("CI") != null && !Files.isExecutable(helm)) {
      built(helm);
    }
    RealSystem.needed(Files.isExecutable(helm), HOW);
    return helm;
  }

  /** CI builds it beside the tests. */
  private static void built(Path helm) {
    try {
      Await.until("Helm is built", Duration.ofMinutes(20), () -> Files.isExecutable(helm));
    } catch (Exception | AssertionError late) {
      return; // which is said with how to get it
    }
  }
}
