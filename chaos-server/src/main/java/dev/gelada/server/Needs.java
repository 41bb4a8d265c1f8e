package dev.gelada.server;

import dev.gelada.core.Prerequisites;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.LookFailed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether everything is there that the served files need, rights first of all. Each file is asked
 * about when it is new or changed, and again and again while something is missing. A runner that
 * lacks something is not ready; what it lacks is refused by the platform anyway. Not thread-safe.
 */
final class Needs {
  /** Begins the names of troubles for which a runner is not ready. */
  static final String TROUBLE = "prerequisites of ";

  /** A dry runner does without the right to attack, and says so. */
  private static final String DRY = "rights to attack of ";

  private final Prerequisites prerequisites;
  private final Timekeeper time;
  private final Server.Settings settings;
  private final Told told;
  private final Map<String, Asked> asked = new HashMap<>();

  Needs(Prerequisites prerequisites, Timekeeper time, Server.Settings settings, Told told) {
    this.prerequisites = prerequisites;
    this.time = time;
    this.settings = settings;
    this.told = told;
  }

  /** What was asked about last under a file's name, and when to ask again although it is that. */
  private record Asked(String hash, boolean complete, Deadline again) {}

  /** Asks where it has to be asked; blocks on the platforms then. */
  void refresh(Collection<Experiment> served) {
    asked
        .keySet()
        .removeIf(
            name -> {
              boolean gone = served.stream().noneMatch(one -> one.name().equals(name));
              if (gone) {
                well(name);
              }
              return gone;
            });
    for (Experiment one : served) {
      Asked before = asked.get(one.name());
      if (before == null
          || !before.hash().equals(one.hash())
          || (!before.complete() && before.again().passed())) {
        boolean complete = ask(one);
        asked.put(one.name(), new Asked(one.hash(), complete, Deadline.in(settings.again(), time)));
      }
    }
  }

  private boolean ask(Experiment one) {
    List<Prerequisites.Missing> missing;
    try {
      missing = prerequisites.of(one);
    } catch (LookFailed e) {
      told.trouble(TROUBLE + one.name(), one.name() + ": " + e.getMessage());
      return false;
    }
    if (missing.isEmpty()) {
      well(one.name());
      return true;
    }
    boolean bearable = settings.dry() && missing.stream().allMatch(Prerequisites.Missing::attack);
    told.well((bearable ? TROUBLE : DRY) + one.name(), one.name() + ": it needs less now");
    told.trouble((bearable ? DRY : TROUBLE) + one.name(), one.name() + " lacks: " + words(missing));
    return false;
  }

  private void well(String name) {
    told.well(TROUBLE + name, name + ": all is there that it needs");
    told.well(DRY + name, name + ": its attacks have their rights");
  }

  private static String words(List<Prerequisites.Missing> missing) {
    return missing.stream()
        .map(one -> one.whose() + ": " + words(one.refusal()))
        .collect(Collectors.joining("; "));
  }

  private static String words(Refusal refusal) {
    return refusal.reason() + " " + refusal.remedy();
  }
}
