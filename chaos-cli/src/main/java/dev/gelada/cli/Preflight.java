package dev.gelada.cli;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.run.Errand;
import dev.gelada.core.target.Owned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be looked at before a run: its targets, but for those that the run itself will start.
 * They do not exist yet, and a step on them judged now would be refused for having nobody to
 * strike.
 */
final class Preflight {
  private Preflight() {}

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

  /** The attack steps on what is there already, each under its place in the file. */
  static List<Step.Hit> hits(Experiment experiment) {
    return experiment.hits().stream().filter(hit -> !aim(experiment, hit).owned()).toList();
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
  static Errand judgeable(Errand errand) {
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
            judgeable(whole.steps(), whole),
            whole.schedule(),
            whole.warnings());
    return errand.of(part);
  }

  private static List<Step> judgeable(List<Step> steps, Experiment whole) {
    List<Step> kept = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Together together) {
        kept.add(
            new Step.Together(
                together.at(),
                together.branches().stream().map(branch -> judgeable(branch, whole)).toList()));
      } else if (!(step instanceof Step.Hit hit) || !aim(whole, hit).owned()) {
        kept.add(step);
      }
    }
    return kept;
  }
}
