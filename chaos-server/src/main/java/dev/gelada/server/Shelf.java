package dev.gelada.server;

import dev.gelada.core.config.Problem;
import dev.gelada.core.plan.Experiment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a folder of files holds, each file by its path.
 *
 * @param served experiments with a schedule
 * @param bad what is wrong with a file; it is not served, and the others are
 * @param idle files that are right and that there is nothing to do with, with the reason
 */
public record Shelf(
    Map<Path, Experiment> served, Map<Path, List<Problem>> bad, Map<Path, String> idle) {
  /** Of a folder that was not looked at yet. */
  static final Shelf EMPTY = new Shelf(Map.of(), Map.of(), Map.of());

  public Shelf {
    served = Collections.unmodifiableMap(new TreeMap<>(served));
    bad = Collections.unmodifiableMap(new TreeMap<>(bad));
    idle = Collections.unmodifiableMap(new TreeMap<>(idle));
  }
}
