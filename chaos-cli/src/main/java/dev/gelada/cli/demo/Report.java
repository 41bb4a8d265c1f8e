package dev.gelada.cli.demo;

import dev.gelada.cli.Console;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.report.Figures;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.trail.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a demo went.
 *
 * @param file the experiment
 * @param trail its record
 * @param outcome of the run
 * @param figures of the run
 * @param seconds how the customers were served
 * @param slowness how they felt the latency
 * @param verified what verifying the whole trail said
 */
record Report(
    Path file,
    Path trail,
    Outcome outcome,
    Figures figures,
    List<Second> seconds,
    Slowness slowness,
    Verification verified) {

  /** A strike as a program reads it; times in seconds. */
  record Struck(
      String attack,
      String victim,
      @Nullable String noticedBy,
      @Nullable Double detectedAfter,
      @Nullable Double recoveredAfter) {}

  /** What a program reads. */
  record Document(
      String run,
      int exit,
      String verdict,
      String file,
      String trail,
      boolean verified,
      long records,
      int requests,
      int unanswered,
      Slowness.@Nullable Figures latency,
      List<Struck> strikes) {}

  /** The run's own, unless its trail does not verify. */
  int exit() {
    return outcome.exit() == Outcome.HELD && !verified.good() ? Outcome.FAILED : outcome.exit();
  }

  Document document() {
    return new Document(
        outcome.run(),
        exit(),
        outcome.verdict(),
        file.toString(),
        trail.toString(),
        verified.good(),
        verified.records(),
        seconds.stream().mapToInt(Second::asked).sum(),
        seconds.stream().mapToInt(Second::failed).sum(),
        slowness.figures().orElse(null),
        figures.strikes().stream()
            .map(
                s ->
                    new Struck(
                        s.attack(),
                        victim(s.strike()),
                        s.noticedBy(),
                        inSeconds(s.toDetect()),
                        inSeconds(s.toRecover())))
            .toList());
  }

  void print(Console console) {
    Document all = document();
    console.line("");
    String verdict = "%s (exit %d)".formatted(outcome.verdict(), exit());
    console.line(
        "Verdict: " + (exit() == Outcome.HELD ? console.ok(verdict) : console.bad(verdict)));
    outcome.refusals().forEach(no -> console.line(console.bad(no.toString())));
    if (!all.strikes().isEmpty()) {
      attacks(console, all);
    }
    console.line("");
    console.line(
        verified.good()
            ? console.ok("Trail verified: ")
                + "%s, %d records, each of them bound to the one before"
                    .formatted(trail, verified.records())
            : console.bad("The trail does not verify: " + verified.bad()));
    if (exit() == Outcome.HELD) {
      next(console);
    }
  }

  private void attacks(Console console, Document all) {
    console.line(
        "%d requests since the steps began, %d without an answer; p95 of the worst second %d ms"
            .formatted(
                all.requests(),
                all.unanswered(),
                seconds.stream().mapToInt(Second::p95).max().orElse(0)));
    slowness
        .figures()
        .ifPresent(
            felt ->
                console.line(
                    "Latency of the way to the stock, before, during and after: p50 %s ms, p95 %s ms"
                        .formatted(words(felt.p50()), words(felt.p95()))));
    console.line("");
    List<List<String>> rows = new ArrayList<>();
    for (Struck strike : all.strikes()) {
      rows.add(
          List.of(
              strike.attack(),
              strike.victim(),
              words(strike.detectedAfter()),
              words(strike.recoveredAfter())));
    }
    console.table(List.of("attack", "victim", "time to detect", "time to recover"), rows);
  }

  private void next(Console console) {
    String gelada = System.getProperty("gelada.command", "gelada");
    console.line("");
    console.line("Next:");
    console.line("  %s trail show --trail %s    what was done, and why".formatted(gelada, trail));
    console.line("  %s run %s    the same file as anybody's: edit it".formatted(gelada, file));
    console.line("  %s list    what else can be struck, chosen and measured".formatted(gelada));
  }

  private String victim(StrikeId strike) {
    return outcome.claims().stream()
        .filter(claim -> claim.id().equals(strike))
        .map(claim -> Show.name(claim.entry().strike().victim()))
        .findFirst()
        .orElse(strike.value());
  }

  private static @Nullable Double inSeconds(@Nullable Duration time) {
    return time == null ? null : time.toMillis() / 1000.0;
  }

  private static String words(List<Integer> figures) {
    return "%d, %d, %d".formatted(figures.get(0), figures.get(1), figures.get(2));
  }

  private static String words(@Nullable Double seconds) {
    return seconds == null ? "-" : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
