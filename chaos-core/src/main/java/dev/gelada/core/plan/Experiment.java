package dev.gelada.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file, read and checked.
 *
 * @param name {@code name}; identifies its slots
 * @param why {@code why}; goes into every record
 * @param path where it was read; empty when built in code
 * @param hash SHA-256 of its bytes, hexadecimal
 * @param targets by name, in the file's order
 * @param probes by name, in the file's order
 * @param steadyState names of probes that must hold before, during and after
 * @param limits what it says of limits
 * @param steps in order
 * @param schedule null when it has none
 * @param warnings what is allowed here and refused by a run, with the place
 */
public record Experiment(
    String name,
    String why,
    String path,
    String hash,
    Map<String, Aim> targets,
    Map<String, Watched> probes,
    List<String> steadyState,
    Limits limits,
    List<Step> steps,
    @Nullable Schedule schedule,
    List<String> warnings) {
  public Experiment {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(limits, "limits");
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
    steadyState = List.copyOf(steadyState);
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /** Whether every target is the run's own. */
  public boolean ownedOnly() {
    return targets.values().stream().allMatch(Aim::owned);
  }

  /**
   * The target whose groups its schedule is for.
   *
   * @throws IllegalStateException if it has no schedule
   */
  public Aim scheduled() {
    if (schedule == null) {
      throw new IllegalStateException(name + " has no schedule");
    }
    String each = schedule.each();
    Aim aim = each == null ? targets.values().iterator().next() : targets.get(each);
    return Objects.requireNonNull(aim, "the loader has checked 'each'");
  }

  /** Every attack step, in the file's order, those of branches included. */
  public List<Step.Hit> hits() {
    List<Step.Hit> hits = new ArrayList<>();
    collect(steps, hits);
    return List.copyOf(hits);
  }

  private static void collect(List<Step> steps, List<Step.Hit> into) {
    for (Step step : steps) {
      if (step instanceof Step.Hit hit) {
        into.add(hit);
      } else if (step instanceof Step.Together together) {
        together.branches().forEach(branch -> collect(branch, into));
      }
    }
  }
}
