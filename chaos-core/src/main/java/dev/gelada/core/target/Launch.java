package dev.gelada.core.target;

import java.util.Map;
import java.util.Objects;

/**
 * Something that a run creates and must end.
 *
 * @param source the {@link SourceType} that cleans it up
 * @param marker how it is found again, unique for the run: {@code run/target/index}
 * @param place where it can be cleaned up from
 * @param details for people; no secrets
 */
public record Launch(String source, String marker, Place place, Map<String, String> details) {
  public Launch {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(marker, "marker");
    Objects.requireNonNull(place, "place");
    details = Map.copyOf(details);
  }
}
