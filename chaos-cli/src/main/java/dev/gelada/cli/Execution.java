package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Wish;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.Errand;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does one run with all that a person sees of it; interrupted, it reverts before it ends. */
final class Execution {
  private final Wiring wiring;
  private final Console console;

  Execution(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  /**
   * What is to be run.
   *
   * @param experiment the file
   * @param wish how
   * @param trail on which; may be unsaid
   * @param file as it would be typed, to explain a refusal
   * @param made the command that makes that file where there is none; empty where there is
   */
  record Order(Experiment experiment, Wish wish, TrailOption trail, String file, String made) {}

  /** What a program reads. */
  record Document(
      String run,
      String trail,
      String file,
      String name,
      boolean dry,
      long seed,
      int exit,
      String verdict,
      List<Refusal> refusals,
      List<String> explain,
      List<Shown.Claim> claims,
      List<Timeline.Gauge> probes) {}

  /** Blocks for the length of the run. */
  int run(Gelada gelada, Order order) throws IOException, Complaint {
    Experiment experiment = order.experiment();
    Refused refused = new Refused();
    TrailDesk.Chosen chosen = wiring.trails().toRun(order.trail(), experiment);
    try (Timeline timeline = new Timeline(console);
        OnTrail trail = wiring.on(gelada, chosen.store(), List.of(timeline, refused));
        Interruptions signals =
            Interruptions.during(console, () -> trail.interrupt("interrupted by a signal"))) {
      Errand errand = trail.errand(experiment, order.wish());
      announce(experiment, errand, chosen);
      Outcome outcome = trail.run(errand, timeline);
      timeline.finish();
      List<String> explain = explain(order, refused, outcome, chosen.uri());
      report(outcome, timeline, explain, chosen.uri());
      console.document(
          new Document(
              outcome.run(),
              chosen.uri(),
              experiment.path(),
              experiment.name(),
              errand.dry(),
              errand.seed(),
              outcome.exit(),
              outcome.verdict(),
              outcome.refusals(),
              explain,
              Shown.claims(outcome.claims()),
              timeline.gauges()));
      signals.over(outcome.exit());
      return outcome.exit();
    }
  }

  private void announce(Experiment experiment, Errand errand, TrailDesk.Chosen chosen) {
    console.line(console.headline(experiment.name()) + "  " + errand.why());
    console.line(chosen.words());
    console.line(
        "Run   %s, seed %d%s"
            .formatted(errand.id(), errand.seed(), errand.dry() ? ", dry: nothing is struck" : ""));
    experiment.warnings().forEach(warning -> console.line(console.warn("! " + warning)));
  }

  private void report(Outcome outcome, Timeline timeline, List<String> explain, String uri) {
    console.line("");
    timeline.gauges().forEach(gauge -> console.line(gauge.words()));
    outcome.refusals().forEach(no -> console.line(console.bad(Shown.words(no))));
    explain.forEach(command -> console.line("  " + command));
    String verdict = "%s (exit %d)".formatted(outcome.verdict(), outcome.exit());
    console.line(
        switch (outcome.exit()) {
          case Outcome.HELD -> console.ok(verdict);
          case Outcome.ABORTED -> console.warn(verdict);
          default -> console.bad(verdict);
        });
    if (outcome.exit() == Outcome.RESIDUE) {
      console.problem("Something is left that a person must look at: gelada status --trail " + uri);
    }
  }

  /**
   * The commands to paste. What the run started itself is gone by now, so there only the trail
   * tells.
   */
  private static List<String> explain(Order order, Refused refused, Outcome outcome, String uri) {
    if (outcome.refusals().isEmpty()) {
      return List.of();
    }
    List<String> targets =
        refused.targets.stream().distinct().filter(name -> isThere(order, name)).toList();
    if (targets.isEmpty()) {
      return List.of("gelada trail show --run " + outcome.run() + " --trail " + uri);
    }
    List<String> commands = new ArrayList<>();
    if (!order.made().isEmpty()) {
      commands.add(order.made());
    }
    if (Shown.rules(outcome.refusals()).equals(List.of("no-targets"))) {
      commands.add("gelada targets " + order.file());
    } else {
      targets.forEach(name -> commands.add("gelada explain " + order.file() + " " + name));
    }
    return commands;
  }

  private static boolean isThere(Order order, String name) {
    Aim aim = order.experiment().targets().get(name);
    return aim != null && !aim.owned();
  }

  /** Remembers at which targets the trail says no. */
  private static final class Refused implements TrailListener {
    private final List<String> targets = new CopyOnWriteArrayList<>();

    @Override
    public void recorded(TrailRecord written) {
      try {
        if (Entries.of(written) instanceof Entry.Refused no) {
          targets.add(no.group());
        }
      } catch (BadTrail unread) {
        // it was written by this very process; and if not, no line can be offered
      }
    }
  }
}
