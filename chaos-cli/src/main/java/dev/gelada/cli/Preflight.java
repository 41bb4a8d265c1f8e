package dev.gelada.cli;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.run.Errand;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Provides;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be looked at before a run: its targets, but for those that the run itself will start or
 * set up. They do not exist yet, and a step on them judged now would be refused for having nobody
 * to strike.
 */
final class Preflight {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Preflight() {}

  /**
   * What a run would set up for its targets and leave there, in words, by the target's name; only
   * those for which something is missing. Looks, and changes nothing.
   */
  static Map<String, List<String>> awaited(Experiment experiment) throws Exception {
    Map<String, List<String>> awaited = new LinkedHashMap<>();
    for (Aim aim : experiment.targets().values()) {
      if (aim.finds() instanceof Provides provides) {
        List<String> missing = provides.missing(Deadline.in(PATIENCE, new SystemTime()));
        if (!missing.isEmpty()) {
          awaited.put(aim.name(), missing);
        }
      }
    }
    return awaited;
  }

  /** How many each of the targets will start that the run starts itself, by name. */
  static Map<String, Integer> starts(Errand errand) {
    Map<String, Integer> starts = new LinkedHashMap<>();
    for (Aim aim : errand.experiment().targets().values()) {
      if (aim.finds() instanceof Owned owned) {
        starts.put(aim.name(), owned.launches(errand.id(), aim.name()).size());
      }
    }
    return starts;
  }

  /**
   * The attack steps on what is there already, each under its place in the file.
   *
   * @param awaited targets that do not stand yet
   */
  static List<Step.Hit> hits(Experiment experiment, Set<String> awaited) {
    return experiment.hits().stream().filter(hit -> stands(experiment, hit, awaited)).toList();
  }

  private static boolean stands(Experiment experiment, Step.Hit hit, Set<String> awaited) {
    return !aim(experiment, hit).owned() && !awaited.contains(hit.target());
  }

  /** The target of a step; the loader has checked that there is one. */
  static Aim aim(Experiment experiment, Step.Hit hit) {
    Aim aim = experiment.targets().get(hit.target());
    if (aim == null) {
      throw new IllegalArgumentException("no target " + hit.target());
    }
    return aim;
  }

  /** The same run without the steps that cannot be judged yet. */
  static Errand judgeable(Errand errand, Set<String> awaited) {
    Experiment whole = errand.experiment();
    Experiment part =
        new Experiment(
            whole.name(),
            whole.why(),
            whole.path(),
            whole.hash(),
            whole.targets(),
            whole.probes(),
            whole.steadyState(),
            whole.limits(),
            judgeable(whole.steps(), whole, awaited),
            whole.schedule(),
            whole.warnings());
    return errand.of(part);
  }

  private static List<Step> judgeable(List<Step> steps, Experiment whole, Set<String> awaited) {
    List<Step> kept = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Together together) {
        kept.add(
            new Step.Together(
                together.at(),
                together.branches().stream()
                    .map(branch -> judgeable(branch, whole, awaited))
                    .toList()));
      } else if (!(step instanceof Step.Hit hit) || stands(whole, hit, awaited)) {
        kept.add(step);
      }
    }
    return kept;
  }
}
