package dev.gelada.server;

import dev.gelada.core.plan.Agenda;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.plan.Standing;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.run.Timetable;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans of the files that are served: for each its present date, and dates before it of which
 * something is not over. A date is planned again when file or policy changed, and now and then,
 * because groups come and go. Not thread-safe.
 */
final class Days {
  /** A runner that was away for longer does not look back further. */
  private static final int FURTHEST_BACK = 7;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Timetable timetable;
  private final Timekeeper time;
  private final Duration again;
  private final boolean dry;
  private final Map<String, Held> files = new TreeMap<>();
  private final Set<PlannedRun> late = new HashSet<>();

  Days(Timetable timetable, Timekeeper time, Server.Settings settings) {
    this.timetable = timetable;
    this.time = time;
    this.again = settings.again();
    this.dry = settings.dry();
  }

  /** One file's plans. */
  private static final class Held {
    final Experiment experiment;
    final Calendar calendar;
    final String rules;
    final TreeMap<LocalDate, DayPlan> plans = new TreeMap<>();
    LocalDate today;
    long plannedAt;
    String recorded = "";

    Held(Experiment experiment, Calendar calendar, String rules, LocalDate today) {
      this.experiment = experiment;
      this.calendar = calendar;
      this.rules = rules;
      this.today = today;
    }
  }

  /**
   * Plans what has to be planned.
   *
   * @param served what is to be planned for from now on
   * @param failed is told of files whose groups could not be read: they keep the plan they had,
   *     unless it is another file's now
   */
  void refresh(Collection<Experiment> served, Ledger ledger, Map<String, String> failed) {
    Instant now = time.instant();
    Entry.Policy policy = ledger.policy();
    String policyHash = policy == null ? "" : policy.hash();
    Set<String> names = new HashSet<>();
    for (Experiment experiment : served) {
      names.add(experiment.name());
      try {
        refresh(experiment, ledger, policyHash, now);
      } catch (LookFailed e) {
        failed.put(experiment.name(), String.valueOf(e.getMessage()));
        // what the file said before it was changed is not to be done any more
        files.computeIfPresent(
            experiment.name(),
            (name, held) -> held.experiment.hash().equals(experiment.hash()) ? held : null);
      }
    }
    files.keySet().retainAll(names);
  }

  private void refresh(Experiment experiment, Ledger ledger, String policyHash, Instant now)
      throws LookFailed {
    LocalDate today = timetable.date(experiment, ledger, now);
    String rules = experiment.hash() + " " + policyHash;
    Held before = files.get(experiment.name());
    if (before != null
        && before.rules.equals(rules)
        && before.today.equals(today)
        && time.nanos() - before.plannedAt < again.toNanos()) {
      return;
    }
    Held held = new Held(experiment, timetable.calendar(experiment, ledger), rules, today);
    for (LocalDate date = from(experiment, ledger, today, before);
        !date.isAfter(today);
        date = date.plusDays(1)) {
      DayPlan old = before == null ? null : before.plans.get(date);
      boolean past = date.isBefore(today);
      if (old != null && past) {
        held.plans.put(date, old); // what is gone by is not drawn from other groups afterwards
      } else if (before == null || !past || date.isAfter(before.today)) { // else all of it is over
        DayPlan plan = timetable.day(experiment, ledger, date, ledger.trail());
        held.plans.put(date, plan);
        if (old != null || !ledger.planned().containsKey(experiment.name())) {
          noteLate(plan, old == null ? List.of() : old.runs(), now);
        }
      }
    }
    held.plannedAt = time.nanos();
    held.recorded = before == null ? "" : before.recorded;
    files.put(experiment.name(), held);
  }

  /** On from the last date on record, so that what a runner which died left unused is seen. */
  private static LocalDate from(
      Experiment experiment, Ledger ledger, LocalDate today, @Nullable Held before) {
    LocalDate first = today;
    if (before != null && !before.plans.isEmpty()) {
      first = before.plans.firstKey();
    } else if (before == null && ledger.planned().containsKey(experiment.name())) {
      first = ledger.planned().get(experiment.name()).date();
    }
    LocalDate furthest = today.minusDays(FURTHEST_BACK);
    return first.isAfter(today) ? today : first.isBefore(furthest) ? furthest : first;
  }

  /** Remembers what was planned only after its time: by a new or edited file, for a new group. */
  private void noteLate(DayPlan plan, List<PlannedRun> before, Instant now) {
    Set<PlannedRun> known = new HashSet<>(before);
    plan.runs().stream()
        .filter(run -> !known.contains(run) && !now.isBefore(run.until()))
        .forEach(late::add);
  }

  /** Everything that is planned, with its file. */
  List<Occurrence> all() {
    List<Occurrence> all = new ArrayList<>();
    for (Held held : files.values()) {
      for (DayPlan plan : held.plans.values()) {
        plan.runs().forEach(run -> all.add(new Occurrence(held.experiment, plan, run)));
      }
    }
    return all;
  }

  /**
   * Puts on record what passed by unused, then today's plans; in this order, since the last date on
   * record is where the next runner begins to look. A dry runner leaves both to real ones: it must
   * not use up what they may still do.
   */
  void record(Agenda agenda, Instant now, Told told) throws IOException {
    Map<PlannedRun, String> missed = new HashMap<>();
    for (Occurrence one : all()) {
      if (agenda.of(one.run(), now) instanceof Standing.Missed over) {
        missed.put(
            one.run(),
            late.contains(one.run())
                ? "it was planned after its time: file or group are new"
                : over.why());
      }
    }
    if (!dry) {
      told.missed(timetable.missed(missed), missed);
    }
    late.clear();
    for (Held held : files.values()) {
      DayPlan plan = held.plans.get(held.today);
      String digest = plan == null ? "" : plan.digest();
      // once: a runner beside this one that plans otherwise would be answered at each look
      if (plan != null && !digest.equals(held.recorded)) {
        if (dry || timetable.record(plan, held.calendar)) {
          told.planned(plan);
        }
        held.recorded = digest;
      }
      held.plans
          .headMap(held.today)
          .values()
          .removeIf(old -> old.runs().stream().allMatch(run -> over(agenda.of(run, now))));
    }
  }

  private static boolean over(Standing standing) {
    return standing instanceof Standing.Over || standing instanceof Standing.Missed;
  }

  /** What comes next. */
  Announcements.Upcoming upcoming(Agenda agenda, Instant now) {
    int today = 0;
    Held soonest = null;
    PlannedRun next = null;
    for (Held held : files.values()) {
      DayPlan plan = held.plans.get(held.today);
      for (PlannedRun run : plan == null ? List.<PlannedRun>of() : plan.runs()) {
        Standing standing = agenda.of(run, now);
        if (standing instanceof Standing.Ahead
            || standing instanceof Standing.Due
            || standing instanceof Standing.Again) {
          today++;
          if (next == null || run.at().isBefore(next.at())) {
            next = run;
            soonest = held;
          }
        }
      }
    }
    if (next == null || soonest == null) {
      return new Announcements.Upcoming(0, null, "", "", "", "", opens(now));
    }
    String text = CLOCK.format(next.at().atZone(soonest.calendar.zone()));
    String whom = next.group() == null ? next.file() : next.group().name();
    return new Announcements.Upcoming(
        today, next.at(), text, whom, next.file(), soonest.calendar.zone().getId(), "");
  }

  /** The first window that opens after now, in its file's words. */
  private String opens(Instant now) {
    Instant first = null;
    String words = "";
    for (Held held : files.values()) {
      Instant opens = held.calendar.opens(now.plusMillis(1)).orElse(null);
      if (opens != null && (first == null || opens.isBefore(first))) {
        first = opens;
        words = held.calendar.text(opens);
      }
    }
    return words;
  }
}
