package dev.gelada.k8s.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that agents run from where a file names none: any that has a POSIX shell and {@code
 * tc}.
 *
 * @param name as a container's {@code image}; empty if nothing says so
 */
record AgentImage(String name) {
  /** Names it; the chart sets it. */
  static final String VARIABLE = "GELADA_AGENT_IMAGE";

  /** What the file says, else this; empty for neither. */
  Optional<String> or(@Nullable String setting) {
    String image = setting == null || setting.isBlank() ? name : setting;
    return image.isBlank() ? Optional.empty() : Optional.of(image);
  }
}
