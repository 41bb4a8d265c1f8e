package dev.gelada.cli;

import dev.gelada.k8s.cluster.ClusterConnector;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code --context}, {@code --namespace} and {@code --kubeconfig}, as kubectl has them. Every
 * command that has a trail has these, since trail or targets may be a cluster's.
 */
final class KubeOptions {
  private KubeOptions() {}

  /**
   * Adds them.
   *
   * @param chosen is told which variable is to have which value, while the words are read
   */
  static void add(CommandSpec spec, BiConsumer<String, String> chosen) {
    if (spec.findOption("--trail") == null || spec.findOption("--context") != null) {
      return;
    }
    spec.addOption(
        option(
            "NAME",
            "The kubeconfig's context; else its current one.",
            ClusterConnector.CONTEXT,
            chosen,
            "--context"));
    spec.addOption(
        option(
            "NAME",
            "Where to look in a cluster if the file names no namespace.",
            ClusterConnector.NAMESPACE,
            chosen,
            "-n",
            "--namespace"));
    spec.addOption(
        option(
            "FILE",
            "Which kubeconfig; else $KUBECONFIG or ~/.kube/config, and in a pod its account.",
            ClusterConnector.KUBECONFIG,
            chosen,
            "--kubeconfig"));
  }

  private static OptionSpec option(
      String label,
      String description,
      String variable,
      BiConsumer<String, String> chosen,
      String... names) {
    return OptionSpec.builder(names[0], names)
        .paramLabel(label)
        .description(description)
        .type(String.class)
        .setter(
            new picocli.CommandLine.Model.ISetter() {
              @Override
              @SuppressWarnings("TypeParameterUnusedInFormals") // picocli's
              public <T> T set(T value) {
                if (value != null) {
                  chosen.accept(variable, value.toString());
                }
                return value;
              }
            })
        .build();
  }
}
