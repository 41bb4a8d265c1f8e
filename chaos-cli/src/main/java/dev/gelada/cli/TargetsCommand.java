package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.run.Errand;
import dev.gelada.core.run.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gelada targets FILE}: what is seen. */
@Command(
    name = "targets",
    description = "What the file's sources see now, eligible or not, and why.")
final class TargetsCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;
  @Mixin private final OpenFile file = new OpenFile();
  @Mixin private final TrailOption option = new TrailOption();

  TargetsCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  /** What a program reads. */
  record Document(
      int exit,
      String file,
      String trail,
      Map<String, Integer> starts,
      Map<String, List<String>> setsUp,
      List<Row> targets) {}

  /** One member as one of the file's targets sees it. */
  record Row(String target, String attack, String group, PlanView.Member member) {}

  @Override
  public Integer call() throws Exception {
    try (Gelada gelada = wiring.looking()) {
      Experiment experiment = file.load(gelada);
      TrailDesk.Chosen chosen = wiring.trails().toLook(option, experiment);
      try (OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
        Errand errand = trail.errand(experiment, Wish.PLAIN);
        Map<String, Integer> starts = Preflight.starts(errand);
        Map<String, List<String>> awaited = Preflight.awaited(experiment);
        List<Row> rows = rows(errand, Preflight.hits(experiment, awaited.keySet()), trail);
        show(experiment, starts, awaited, rows);
        console.document(new Document(0, experiment.path(), chosen.uri(), starts, awaited, rows));
      }
    }
    return ExitCode.DONE.number();
  }

  /** Once for each target, by the first attack on it. */
  private static List<Row> rows(Errand errand, List<Step.Hit> hits, OnTrail trail)
      throws Exception {
    List<Row> rows = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    for (Step.Hit hit : hits) {
      if (done.add(hit.target())) {
        for (Judgement.Seen seen : trail.survey(errand, hit)) {
          seen.look().members().stream()
              .map(
                  member ->
                      new Row(
                          hit.target(),
                          hit.type().name(),
                          seen.look().group().id().name(),
                          PlanView.Member.of(seen, member)))
              .forEach(rows::add);
        }
      }
    }
    return rows;
  }

  private void show(
      Experiment experiment,
      Map<String, Integer> starts,
      Map<String, List<String>> awaited,
      List<Row> rows) {
    if (!rows.isEmpty()) {
      console.table(
          List.of("TARGET", "GROUP", "MEMBER", "ZONE", "HEALTH", "ELIGIBLE", "WHY NOT"),
          rows.stream().map(this::cells).toList());
    } else if (!Preflight.hits(experiment, awaited.keySet()).isEmpty()) {
      console.line("Nothing is there: the file's sources see no target.");
    }
    starts.forEach(
        (name, count) -> console.line("%s: a run starts %d of its own.".formatted(name, count)));
    awaited.forEach(
        (name, words) -> console.line("%s: %s.".formatted(name, String.join("; ", words))));
    experiment.warnings().forEach(warning -> console.line(console.warn("! " + warning)));
  }

  private List<String> cells(Row row) {
    PlanView.Member member = row.member();
    return List.of(
        row.target(),
        row.group(),
        member.name(),
        member.zone(),
        member.health(),
        member.eligible() ? console.ok("yes") : console.bad("no"),
        PlanView.reasons(member.excluded()));
  }
}
