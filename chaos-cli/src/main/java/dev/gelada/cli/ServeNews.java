package dev.gelada.cli;

import dev.gelada.core.config.Problem;
import dev.gelada.core.plan.DayPlan;
import dev.gelada.core.plan.PlannedRun;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.server.Announcements;
import dev.gelada.server.Shelf;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a runner that is always on says: one line a piece of news, or one JSON document each. What
 * is wrong goes to standard error in both forms.
 */
final class ServeNews implements Announcements, TrailListener {
  /** What is told in words of its own, or is too much. */
  private static final Set<RecordType> UNTOLD =
      EnumSet.of(RecordType.PROBED, RecordType.PLANNED, RecordType.MISSED, RecordType.NOTE);

  private static final Set<RecordType> OF_RUNS =
      EnumSet.of(RecordType.STARTED, RecordType.REFUSED, RecordType.ABORTED, RecordType.ENDED);

  private static final int MANY = 5;

  private final Console console;
  private final Narrator narrator;
  private final Path folder;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private Shelf before = new Shelf(Map.of(), Map.of(), Map.of());

  ServeNews(Console console, Path folder) {
    this.console = console;
    this.narrator = new Narrator(console);
    this.folder = folder;
  }

  @Override
  public void shelf(Shelf shelf) {
    console.line(
        "%s: %s served, %d bad"
            .formatted(
                folder,
                shelf.served().size() == 1 ? "1 file" : shelf.served().size() + " files",
                shelf.bad().size()));
    if (shelf.served().isEmpty()) {
      console.line(
          console.warn("! no file there has a schedule that is served: nothing is struck"));
    }
    shelf
        .bad()
        .forEach(
            (file, problems) -> {
              if (!problems.equals(before.bad().get(file))) {
                console.problem(file + " is not served until it is mended:");
                problems.stream().map(Problem::toString).forEach(console::problem);
              }
            });
    shelf
        .idle()
        .forEach(
            (file, why) -> {
              if (!why.equals(before.idle().get(file))) {
                console.line(console.dim(file + ": " + why));
              }
            });
    shelf
        .served()
        .forEach(
            (file, experiment) -> {
              if (!experiment.equals(before.served().get(file))) {
                experiment.warnings().forEach(w -> console.line(console.warn("! " + w)));
              }
            });
    before = shelf;
    document(
        "files",
        Map.of(
            "served", names(shelf.served().keySet()),
            "bad", names(shelf.bad().keySet()),
            "idle", names(shelf.idle().keySet())));
  }

  private static List<String> names(Set<Path> files) {
    return files.stream().map(Path::toString).toList();
  }

  @Override
  public void planned(DayPlan plan) {
    console.line(
        "%s on %s: %d planned%s"
            .formatted(
                plan.file(),
                plan.date(),
                plan.runs().size(),
                plan.groups() > 0
                    ? " for " + plan.groups() + (plan.groups() == 1 ? " group" : " groups")
                    : ""));
    before.served().values().stream()
        .filter(experiment -> experiment.name().equals(plan.file()))
        .filter(experiment -> experiment.schedule() != null)
        .map(
            one -> ScheduleWords.nobody(one, Objects.requireNonNull(one.schedule()), plan.groups()))
        .filter(nobody -> !nobody.isEmpty())
        .forEach(nobody -> console.line(console.warn("! " + plan.file() + ": " + nobody)));
    plan.troubles().forEach(trouble -> console.problem(plan.file() + ": " + trouble));
    if (!plan.outside().isEmpty()) {
      console.line(
          console.warn(
              "! %s: %d moments of its schedule are outside of the window and are left out"
                  .formatted(plan.file(), plan.outside().size())));
    }
    document(
        "planned",
        Map.of("file", plan.file(), "date", plan.date().toString(), "runs", plan.runs().size()));
  }

  @Override
  public void missed(List<PlannedRun> runs, Map<PlannedRun, String> why) {
    if (runs.size() <= MANY) {
      runs.forEach(
          run ->
              console.line(
                  console.warn("missed " + run.file() + ", " + run.text() + ": " + why.get(run))));
    } else {
      console.line(
          console.warn(
              "missed %d planned runs, as gelada trail show tells one by one; the last of them: %s"
                  .formatted(runs.size(), why.get(runs.get(runs.size() - 1)))));
    }
    document(
        "missed",
        Map.of(
            "runs",
            runs.stream()
                .map(
                    run ->
                        Map.of(
                            "file", run.file(),
                            "slot", run.text(),
                            "why", String.valueOf(why.get(run))))
                .toList()));
  }

  @Override
  public void next(Upcoming upcoming) {
    console.line(console.headline(upcoming.words()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("today", upcoming.today());
    Instant at = upcoming.at();
    if (at != null) {
      body.put("at", at);
      body.put("group", upcoming.group());
      body.put("file", upcoming.file());
    }
    document("next", body);
  }

  @Override
  public void ended(PlannedRun run, Outcome outcome) {
    document(
        "ended",
        Map.of(
            "file", run.file(),
            "slot", run.text(),
            "run", outcome.run(),
            "exit", outcome.exit(),
            "verdict", outcome.verdict()));
  }

  @Override
  public void trouble(String words) {
    console.problem("! " + words);
  }

  @Override
  public void well(String words) {
    console.line(console.ok(words));
  }

  @Override
  public void recorded(TrailRecord written) {
    if (!UNTOLD.contains(written.type())) {
      console.line(narrator.line(written) + whose(written));
    }
  }

  /** Runs go on side by side: which one begins, is refused or ends, as `gelada stop` takes it. */
  private String whose(TrailRecord written) {
    if (!OF_RUNS.contains(written.type())) {
      return "";
    }
    String name = names.getOrDefault(written.run(), "");
    if (written.type() == RecordType.ENDED) {
      names.remove(written.run());
    } else if (written.type() == RecordType.STARTED) {
      names.put(written.run(), name(written));
    }
    return console.dim("  [" + name + "run " + written.run() + "]");
  }

  private static String name(TrailRecord started) {
    try {
      return Entries.of(started) instanceof Entry.Started run ? run.origin().name() + ", " : "";
    } catch (BadTrail newer) {
      return "";
    }
  }

  private void document(String event, Map<String, ?> body) {
    if (console.json()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("event", event);
      all.putAll(body);
      console.event(all);
    }
  }
}
