package dev.gelada.core.config;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plan.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole experiment file, and checks what only the whole shows. */
final class ExperimentReader {
  static final List<String> PARTS =
      List.of("targets", "probes", "steadyState", "limits", "steps", "schedule");

  private final Reading reading;
  private final Problems problems;

  ExperimentReader(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
  }

  /** Whether it says that it is a policy; whatever else it is, it is meant as an experiment. */
  static boolean isPolicy(@Nullable Node root) {
    return root instanceof Node.Table table
        && table.get("policy") != null
        && table.get("gelada") == null;
  }

  /** The experiment; null when a problem was reported. */
  @Nullable Experiment read(Node root, String path, String hash) {
    Node.Table table = reading.table(root, "", "a map with gelada, name, why, targets and steps");
    if (table == null) {
      return null;
    }
    if (isPolicy(table)) {
      problems.shape(table.spot("policy"), "", "this is a policy, not an experiment.");
      return null;
    }
    FileKeys.Head head = reading.binder().record(FileKeys.Head.class, table, PARTS, "");
    List<String> probeNames = keys(table.get("probes"));
    List<String> targetNames = keys(table.get("targets"));
    Node targets = needed(table, "targets", "what can be struck");
    Map<String, Aim> aims = targets == null ? Map.of() : new TargetsReader(reading).read(targets);
    Map<String, Watched> probes = new ProbesReader(reading).read(table.get("probes"));
    List<String> steady =
        reading.names(table.get("steadyState"), "steadyState", "probe", probeNames);
    Limits limits = new LimitsReader(reading, false).read(table.get("limits"), probeNames);
    StepsReader stepsReader =
        new StepsReader(reading, sources(targets, targetNames), probeNames, limits.maxDuration());
    Node stepsNode = needed(table, "steps", "what is done, in order");
    List<Step> steps = stepsNode == null ? List.of() : stepsReader.read(stepsNode);
    ZoneId zone = limits.window() == null ? null : limits.window().zone();
    Schedule schedule = new ScheduleReader(reading).read(table.get("schedule"), targetNames, zone);
    aims.values().forEach(aim -> countOf(aim, limits));
    if (!problems.none() || head == null) {
      return null;
    }
    warn(table, aims, used(stepsReader, steady, limits), zone);
    if (schedule != null) {
      never(table, schedule, aims, limits);
    }
    return new Experiment(
        head.name().text(),
        head.why().text(),
        path,
        hash,
        aims,
        probes,
        steady,
        limits,
        steps,
        schedule,
        problems.warnings());
  }

  private @Nullable Node needed(Node.Table table, String key, String what) {
    Node node = table.get(key);
    if (node == null) {
      problems.shape(table.at(), "", "'" + key + "' is missing: " + what + ".");
    }
    return node;
  }

  private static List<String> keys(@Nullable Node node) {
    return node instanceof Node.Table table ? List.copyOf(table.entries().keySet()) : List.of();
  }

  /** The source's name by target, also of targets that have problems of their own. */
  private Map<String, String> sources(@Nullable Node targets, List<String> names) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String name : names) {
      Node target = targets instanceof Node.Table table ? table.get(name) : null;
      sources.put(
          name,
          keys(target).stream()
              .filter(key -> reading.catalogs().sources().named(key).isPresent())
              .findFirst()
              .orElse(""));
    }
    return sources;
  }

  /** More victims than a run may have: refused here rather than every day anew. */
  private void countOf(Aim aim, Limits limits) {
    Integer written = limits.maxVictims();
    int most = written != null ? written : aim.owned() ? Integer.MAX_VALUE : 1;
    if (aim.pick() instanceof PickReader.Read pick && pick.victims() > most) {
      problems.add(
          Rule.COUNT,
          pick.at(),
          "targets." + aim.name() + ".pick",
          "%d victims are more than limits.maxVictims allows, which is %d%s. Raise it, or pick fewer."
              .formatted(pick.victims(), most, written == null ? " when it is not written" : ""));
    }
  }

  private static Set<String> used(StepsReader steps, List<String> steady, Limits limits) {
    Set<String> used = new LinkedHashSet<>(steps.used());
    used.addAll(steady);
    used.addAll(limits.stopUnless());
    return used;
  }

  /** A schedule that looks right and does nothing would be found out by nobody. */
  private void never(Node.Table table, Schedule schedule, Map<String, Aim> aims, Limits limits) {
    Window window = limits.window();
    if (window == null) {
      if (aims.values().stream().allMatch(Aim::owned)) {
        return;
      }
      window = Calendar.CAREFUL;
    }
    Calendar calendar = Calendar.of(window, null);
    Schedule.When when = schedule.when();
    if (when instanceof Schedule.When.Cron cron && !cron.everIn(window)) {
      warn(table, "cron", "none of its times is ever in limits.window, " + calendar);
    } else if (when instanceof Schedule.When.At at && window.zone() != null) {
      List<Instant> outside =
          at.moments().stream().filter(moment -> !calendar.contains(moment, moment)).toList();
      if (!outside.isEmpty()) {
        String words = String.join(", ", outside.stream().map(calendar::text).toList());
        warn(table, "at", words + " is not in limits.window, " + calendar);
      }
    }
  }

  private void warn(Node.Table table, String key, String what) {
    if (table.get("schedule") instanceof Node.Table schedule) {
      problems.warn(schedule.spot(key), "schedule." + key, what + ": nothing is planned for it.");
    }
  }

  private void warn(
      Node.Table table, Map<String, Aim> aims, Set<String> used, @Nullable ZoneId zone) {
    for (String part : List.of("targets", "probes")) {
      if (table.get(part) instanceof Node.Table named) {
        named
            .entries()
            .forEach(
                (name, entry) -> {
                  Aim aim = part.equals("targets") ? aims.get(name) : null;
                  // one that the run starts itself may be there for others to talk to
                  if (!used.contains(name) && (aim == null || !aim.owned())) {
                    problems.warn(entry.at(), part + "." + name, "nothing in this file uses it.");
                  }
                });
      }
    }
    List<String> others = new ArrayList<>();
    aims.values().stream().filter(aim -> !aim.owned()).forEach(aim -> others.add(aim.name()));
    if (zone == null && !others.isEmpty()) {
      problems.warn(
          table.spot("limits"),
          "limits.window",
          "no zone is written. A run needs one, here or in the policy, for targets that it did not"
              + " start itself: "
              + String.join(", ", others)
              + ".");
    }
  }
}
