package dev.gelada.core.trail;

import dev.gelada.core.target.Place;
import java.util.Objects;

/**
 * The process that does a run.
 *
 * @param place its host
 * @param process its name there: {@code pid@start}
 */
public record Owner(Place place, String process) {
  public Owner {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(process, "process");
  }
}
