package dev.gelada.core.run;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Interval;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Planner;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Simulation;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.safety.EffectiveLimits;
import dev.gelada.core.target.Group;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.Slot;
import dev.gelada.core.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans files for dates against live groups, and puts on record what was planned and what passed by
 * unused. Thread-safe; calls block on sources and on the trail.
 */
public final class Timetable {
  /** So many slots of a plan are written out for people. */
  private static final int WRITTEN = 50;

  /** So many occasions go into one append. */
  private static final int AT_ONCE = 500;

  private final Engine engine;

  public Timetable(Engine engine) {
    this.engine = engine;
  }

  /** The date on which that moment falls, in the zone of the file (or of the policy for it). */
  public LocalDate date(Experiment experiment, Ledger ledger, Instant moment) {
    return file(experiment, engine.policy(ledger)).calendar().date(moment);
  }

  /** The file's calendar, for telling times as its readers know them. */
  public Calendar calendar(Experiment experiment, Ledger ledger) {
    return file(experiment, engine.policy(ledger)).calendar();
  }

  /**
   * What the file does on that date, as far as the groups that are there now tell.
   *
   * @param experiment one with a schedule
   * @param installation what the draw depends on beside file, date and group: the trail's id, or a
   *     seed that was asked for
   * @throws LookFailed if the groups could not be read: no plan is better than half of one
   */
  public DayPlan day(Experiment experiment, Ledger ledger, LocalDate date, String installation)
      throws LookFailed {
    Planner planner = new Planner(installation);
    Planner.Day day = day(experiment, ledger, date);
    if (!zoned(experiment, ledger)) {
      return new DayPlan(
          experiment.name(),
          date,
          List.of(),
          List.of(),
          0,
          List.of(),
          List.of(
              "no time zone: write limits.window.zone, or have the policy name one; every strike"
                  + " would be refused"));
    }
    return drawn(experiment)
        ? look(experiment.scheduled(), groups -> planner.plan(day, groups.map(group -> group)))
        : planner.plan(day, Stream.<@Nullable Group>of((Group) null));
  }

  /** Whether groups are drawn; else the file's own pick chooses, among those that are there. */
  private static boolean drawn(Experiment experiment) {
    Schedule schedule = Objects.requireNonNull(experiment.schedule(), "no schedule");
    return !experiment.scheduled().owned()
        && schedule.when() instanceof Schedule.When.MeanTimeBetween;
  }

  private <T> T look(Aim aim, Function<Stream<Group>, T> use) throws LookFailed {
    try (Stream<Group> groups = aim.finds().groups(aim.scope())) {
      return use.apply(groups);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new LookFailed(
          "find targets of '" + aim.name() + "' by source " + aim.source(), engine.words(e), e);
    }
  }

  /** What a file's plan of that date has to go by, but for the groups. */
  public Planner.Day day(Experiment experiment, Ledger ledger, LocalDate date) {
    Policy policy = engine.policy(ledger);
    EffectiveLimits limits = file(experiment, policy);
    return new Planner.Day(
        experiment.name(),
        Objects.requireNonNull(experiment.schedule(), "no schedule").when(),
        limits.calendar(),
        date,
        open(limits, EffectiveLimits.ofPolicy(policy, limits.owned()), date),
        room(experiment));
  }

  /**
   * The coming days of a file, to be played against its limits and the policy's. Reads the groups
   * once: later days are drawn for those that are there now.
   *
   * @param experiment one with a schedule
   * @throws LookFailed if the groups could not be read
   */
  public Simulation simulation(Experiment experiment, Ledger ledger, LocalDate from, int days)
      throws LookFailed {
    Policy policy = engine.policy(ledger);
    EffectiveLimits own = file(experiment, policy);
    EffectiveLimits operator = EffectiveLimits.ofPolicy(policy, own.owned());
    List<Planner.Day> dates =
        zoned(experiment, ledger)
            ? from.datesUntil(from.plusDays(days))
                .map(date -> day(experiment, ledger, date))
                .toList()
            : List.of();
    List<@Nullable Group> groups = new ArrayList<>();
    if (drawn(experiment)) {
      groups.addAll(look(experiment.scheduled(), Stream::toList));
    } else {
      groups.add(null);
    }
    return new Simulation(
        dates,
        groups,
        List.of(
            new Simulation.Rules(own.limits(), own.calendar(), true),
            new Simulation.Rules(operator.limits(), operator.calendar(), false)),
        past(experiment, ledger, own.calendar().start(from)),
        (int) experiment.hits().stream().filter(hit -> hit.refusedBy() == null).count());
  }

  private static List<Simulation.Past> past(Experiment experiment, Ledger ledger, Instant before) {
    List<Simulation.Past> past = new ArrayList<>();
    for (Claim claim : ledger.counted()) {
      if (claim.at().isBefore(before)) {
        Instant ended = claim.closedAt() == null ? claim.at() : claim.closedAt();
        boolean file = claim.entry().origin().name().equals(experiment.name());
        past.add(
            new Simulation.Past(
                claim.run(), claim.entry().group(), claim.at(), claim.at(), ended, 1, file));
      }
    }
    return past;
  }

  /**
   * Puts a plan on record, unless it is there already.
   *
   * @return whether it was new
   */
  public boolean record(DayPlan plan, Calendar calendar) throws IOException {
    List<String> slots =
        plan.runs().stream().limit(WRITTEN).map(run -> words(run, calendar)).toList();
    Entry.Planned entry =
        new Entry.Planned(plan.file(), plan.date(), plan.digest(), plan.runs().size(), slots);
    boolean[] added = new boolean[1];
    commit(
        ledger -> {
          Entry.Planned last = ledger.planned().get(plan.file());
          added[0] =
              last == null
                  || !last.digest().equals(entry.digest())
                  || !last.date().equals(entry.date());
          return added[0] ? List.of(entry) : List.of();
        });
    return added[0];
  }

  /**
   * Puts on record that these passed by unused; what was used or recorded meanwhile is left out.
   *
   * @param missed with the reason
   * @return what was put on record, in order of time
   */
  public List<PlannedRun> missed(Map<PlannedRun, String> missed) throws IOException {
    List<Map.Entry<PlannedRun, String>> all = new ArrayList<>(missed.entrySet());
    all.sort(Comparator.comparing(one -> one.getKey().at()));
    List<PlannedRun> recorded = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      Collection<Map.Entry<PlannedRun, String>> part =
          all.subList(from, Math.min(all.size(), from + AT_ONCE));
      List<PlannedRun> now = new ArrayList<>();
      commit(
          ledger -> {
            Set<Slot> used = ledger.used();
            List<Entry> entries = new ArrayList<>();
            now.clear();
            part.forEach(
                one -> {
                  PlannedRun run = one.getKey();
                  Slot slot = run.occasion();
                  if (!used.contains(slot)) {
                    entries.add(new Entry.Missed(slot, engine.redactor().clean(one.getValue())));
                    now.add(run);
                  }
                });
            return entries;
          });
      recorded.addAll(now);
    }
    return recorded;
  }

  private void commit(Function<Ledger, List<? extends Entry>> entries) throws IOException {
    engine
        .trail()
        .commit(
            ledger -> new Trail.Batch("", "", false, List.copyOf(entries.apply(ledger))),
            Deadline.in(Settler.BOUND, engine.time()));
  }

  private static String words(PlannedRun run, Calendar calendar) {
    return calendar.text(run.at()) + (run.group() == null ? "" : " " + run.group().name());
  }

  private boolean zoned(Experiment experiment, Ledger ledger) {
    return experiment.scheduled().owned() || file(experiment, engine.policy(ledger)).zoned();
  }

  private static EffectiveLimits file(Experiment experiment, Policy policy) {
    return EffectiveLimits.ofFile(experiment, policy, experiment.scheduled().owned());
  }

  /** When both windows are open, on a date of the file's calendar. */
  private static List<Interval> open(EffectiveLimits file, EffectiveLimits policy, LocalDate date) {
    List<Interval> own = on(file, file.calendar(), date);
    if (policy.limits().window() == null) {
      return Planner.common(own, own);
    }
    List<Interval> operator = new ArrayList<>();
    for (int days = -2; days <= 2; days++) { // the policy may be on the far side of the date line
      operator.addAll(on(policy, policy.calendar(), date.plusDays(days)));
    }
    return Planner.common(own, operator);
  }

  private static List<Interval> on(EffectiveLimits limits, Calendar calendar, LocalDate date) {
    if (limits.limits().window() != null) {
      return calendar.windowOn(date).map(List::of).orElse(List.of());
    }
    Instant start = calendar.start(date);
    Instant end = calendar.start(date.plusDays(1));
    return start.isBefore(end) ? List.of(new Interval(start, end)) : List.of();
  }

  private static Duration room(Experiment experiment) {
    return experiment.hits().stream()
        .map(Step.Hit::lease)
        .map(Lease::total)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
