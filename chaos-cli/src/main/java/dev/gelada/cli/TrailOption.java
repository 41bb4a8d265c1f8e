package dev.gelada.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --trail}, the same everywhere. */
final class TrailOption {
  @Option(
      names = "--trail",
      paramLabel = "URI",
      description =
          "Which trail: a file's path, or another place such as k8s:NAMESPACE/NAME. Else"
              + " $GELADA_TRAIL, else where trails of these targets usually are (of pods: in their"
              + " cluster), else this machine's own (/var/lib/gelada if it can be written, else"
              + " below your state folder).")
  @Nullable String uri;

  /** One that names a trail. */
  static TrailOption of(String uri) {
    TrailOption option = new TrailOption();
    option.uri = uri;
    return option;
  }
}
