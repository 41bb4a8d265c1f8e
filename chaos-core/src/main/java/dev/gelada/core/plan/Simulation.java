package dev.gelada.core.plan;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays the plans of coming days against the limits that depend on time: {@code perGroup}, {@code
 * total}, {@code cooldown} and {@code minGap}, of file and policy. A strike takes no time, each
 * attack step takes one victim, and nothing else ever refuses: so it says what a schedule asks for
 * and its limits leave of it, and never less than will happen of this file. Pure; immutable.
 */
public final class Simulation {
  private final List<Planner.Day> days;
  private final List<@Nullable Group> groups;
  private final List<Rules> rules;
  private final List<Past> past;
  private final int strikes;
  private final Expectation expectation;

  /**
   * One list of limits.
   *
   * @param limits as they apply; what is null or unlimited limits nothing
   * @param calendar for their periods and spans
   * @param file whether {@code total} counts this file only; else the trail as a whole
   */
  public record Rules(Limits limits, Calendar calendar, boolean file) {
    public Rules {
      Objects.requireNonNull(limits, "limits");
      Objects.requireNonNull(calendar, "calendar");
    }
  }

  /**
   * What a run did to a group, or a part of it.
   *
   * @param run its id, so that several strikes of one run count as one occasion
   * @param group null for the file itself
   * @param began when it claimed first
   * @param latest when it claimed last
   * @param ended when its last strike was over
   * @param victims how many it claimed
   * @param file whether it was a run of this file
   */
  public record Past(
      String run,
      @Nullable GroupId group,
      Instant began,
      Instant latest,
      Instant ended,
      int victims,
      boolean file) {}

  /**
   * What came of one group, or of the file where its pick chooses.
   *
   * @param group null for the file itself
   * @param planned runs that were drawn for it
   * @param allowed runs that no limit refused
   */
  public record Count(@Nullable GroupId group, int planned, int allowed) {
    private Count plus(boolean more) {
      return new Count(group, planned + 1, allowed + (more ? 1 : 0));
    }
  }

  /**
   * What came of all days.
   *
   * @param groups in the order of their names; also those for which nothing was drawn
   * @param refused how many runs each rule refused, by its name; the first that said no
   * @param byDate runs that were allowed on each date
   * @param troubles why groups were left out
   */
  public record Played(
      List<Count> groups,
      Map<String, Integer> refused,
      Map<LocalDate, Integer> byDate,
      List<String> troubles) {
    public Played {
      groups = List.copyOf(groups);
      refused = Map.copyOf(refused);
      byDate = Map.copyOf(byDate);
      troubles = List.copyOf(troubles);
    }

    /** Runs that were drawn. */
    public int planned() {
      return groups.stream().mapToInt(Count::planned).sum();
    }

    /** Runs that no limit refused. */
    public int allowed() {
      return groups.stream().mapToInt(Count::allowed).sum();
    }
  }

  /**
   * A simulation.
   *
   * @param days in order, each planned for by itself
   * @param groups those that are eligible; null stands for the file itself
   * @param rules the file's and the policy's
   * @param past what counts from before the first day
   * @param strikes how many attack steps a run has
   */
  public Simulation(
      List<Planner.Day> days,
      List<@Nullable Group> groups,
      List<Rules> rules,
      List<Past> past,
      int strikes) {
    this.days = List.copyOf(days);
    this.groups = new ArrayList<>(groups);
    this.rules = List.copyOf(rules);
    this.past = past.stream().sorted(Comparator.comparing(Past::latest)).toList();
    this.strikes = strikes;
    this.expectation = new Expectation(this.days, this.groups, this.rules, strikes);
  }

  /** The days, in order. */
  public List<Planner.Day> days() {
    return days;
  }

  /** The plans of the days, in order; drawn as they are asked for. */
  public Stream<DayPlan> plans(String installation) {
    Planner planner = new Planner(installation);
    return days.stream().map(day -> planner.plan(day, groups.stream()));
  }

  /** The groups; null stands for the file itself. */
  public List<@Nullable Group> groups() {
    return Collections.unmodifiableList(groups);
  }

  /** What the same groups, days and limits lead one to expect, whatever was struck before. */
  public Expectation expectation() {
    return expectation;
  }

  /**
   * Draws and plays all days.
   *
   * @param installation what the draw depends on: the trail's id for what {@code serve} does there
   * @param remembered whether what happened before the first day counts
   */
  public Played play(String installation, boolean remembered) {
    Game game = new Game(remembered ? past : List.of());
    plans(installation)
        .forEach(
            plan -> {
              game.troubles.addAll(plan.troubles());
              plan.runs().forEach(run -> game.play(plan.date(), run));
            });
    return game.over();
  }

  /** One way through all days. */
  private final class Game {
    private final Map<String, Count> counts = new TreeMap<>();
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private final Map<LocalDate, Integer> byDate = new TreeMap<>();
    private final Set<String> troubles = new LinkedHashSet<>();
    private final Map<String, List<Past>> struck = new LinkedHashMap<>();
    private final List<Past> all = new ArrayList<>();

    Game(List<Past> before) {
      for (Group group : groups) {
        GroupId id = group == null ? null : group.id();
        counts.put(key(id), new Count(id, 0, 0));
      }
      before.forEach(one -> keep(key(one.group()), one));
    }

    private static String key(@Nullable GroupId id) {
      return id == null ? "" : id.toString();
    }

    private void keep(String key, Past one) {
      struck.computeIfAbsent(key, any -> new ArrayList<>()).add(one);
      all.add(one);
    }

    void play(LocalDate date, PlannedRun run) {
      String key = key(run.group());
      List<Past> earlier = struck.getOrDefault(key, List.of());
      String no = refusal(earlier, run.at());
      Count count = counts.getOrDefault(key, new Count(run.group(), 0, 0));
      counts.put(key, count.plus(no.isEmpty()));
      if (no.isEmpty()) {
        byDate.merge(date, 1, Integer::sum);
        keep(
            key,
            new Past(run.text(), run.group(), run.at(), run.at(), run.at(), room(run.at()), true));
      } else {
        refused.merge(no, 1, Integer::sum);
      }
    }

    /** The rule that says no, in the order in which rules are asked; empty for none. */
    private String refusal(List<Past> earlier, Instant at) {
      if (rules.stream().anyMatch(rule -> often(rule, earlier, at))) {
        return "perGroup";
      }
      if (rules.stream().anyMatch(rule -> left(rule, at) < 1)) {
        return "total";
      }
      if (rules.stream().anyMatch(r -> soon(r, r.limits().cooldown(), earlier, Past::ended, at))) {
        return "cooldown";
      }
      return rules.stream().anyMatch(r -> soon(r, r.limits().minGap(), earlier, Past::began, at))
          ? "minGap"
          : "";
    }

    private boolean often(Rules rule, List<Past> earlier, Instant at) {
      Rate most = rule.limits().perGroup();
      if (most == null || most.unlimited()) {
        return false;
      }
      Instant since = rule.calendar().began(most.per(), at);
      return earlier.stream()
              .filter(one -> !one.latest().isBefore(since))
              .map(Past::run)
              .distinct()
              .count()
          >= most.times();
    }

    /** How many victims {@code total} still allows. */
    private long left(Rules rule, Instant at) {
      Rate most = rule.limits().total();
      if (most == null || most.unlimited()) {
        return Long.MAX_VALUE;
      }
      Instant since = rule.calendar().began(most.per(), at);
      long before = 0;
      for (int i = all.size() - 1; i >= 0; i--) {
        Past one = all.get(i);
        if (one.latest().isBefore(since)) { // and so is everything before it
          break;
        }
        before += one.file() || !rule.file() ? one.victims() : 0;
      }
      return most.times() - before;
    }

    /** A run whose later steps find no room any more takes only what there is. */
    private int room(Instant at) {
      return (int)
          Math.min(
              strikes,
              rules.stream().mapToLong(rule -> left(rule, at)).min().orElse(Long.MAX_VALUE));
    }

    private static boolean soon(
        Rules rule,
        @Nullable Span least,
        List<Past> earlier,
        Function<Past, Instant> when,
        Instant at) {
      return least != null
          && !least.isZero()
          && earlier.stream()
              .map(when)
              .max(Instant::compareTo)
              .filter(last -> at.isBefore(rule.calendar().over(least, last)))
              .isPresent();
    }

    Played over() {
      return new Played(List.copyOf(counts.values()), refused, byDate, List.copyOf(troubles));
    }
  }
}
