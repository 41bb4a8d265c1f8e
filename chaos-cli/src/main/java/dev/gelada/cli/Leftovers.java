package dev.gelada.cli;

import dev.gelada.core.run.Recovery;
import dev.gelada.core.target.Host;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is left after everything that can be reverted from here has been, and how bad that is. */
final class Leftovers {
  private Leftovers() {}

  /**
   * 6 if a person must look, 5 if something is left that this process could not settle, else 0:
   * what a live run ends itself is no failure.
   *
   * @param after the trail as it is now
   */
  static ExitCode exit(Recovery.Pass pass, Ledger after) {
    if (after.open().stream().anyMatch(claim -> claim.state() == Claim.State.RESIDUE)) {
      return ExitCode.RESIDUE;
    }
    String here = Host.local().place().toString();
    Predicate<String> unsettled =
        key ->
            after.open().stream()
                .filter(claim -> claim.id().value().equals(key))
                .anyMatch(
                    claim ->
                        !claim.victim().place().toString().equals(here)
                            || running(claim.run(), after).isEmpty());
    Predicate<String> unclean =
        key -> {
          Ledger.Launched launched = after.launches().get(key);
          return launched != null && running(launched.run(), after).isEmpty();
        };
    return pass.left().keySet().stream().anyMatch(unsettled.or(unclean))
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  /** What a pass did and what it left, line by line. */
  static void show(Recovery.Pass pass, Console console) {
    pass.settled()
        .forEach(
            (strike, entry) -> console.line("  " + console.ok(entry.type().text()) + " " + strike));
    pass.cleaned().forEach(marker -> console.line("  " + console.ok("cleaned") + " " + marker));
    left(pass)
        .forEach(
            (what, why) -> console.line("  " + console.warn("left") + " " + what + ": " + why));
  }

  /** What it left, sorted. */
  static Map<String, String> left(Recovery.Pass pass) {
    return new TreeMap<>(pass.left());
  }

  private static List<Ledger.Run> running(String run, Ledger ledger) {
    return ledger.running().stream().filter(known -> known.id().equals(run)).toList();
  }

  /** The worse of two ends; residue is the worst. */
  static ExitCode worse(ExitCode one, ExitCode other) {
    return one.number() >= other.number() ? one : other;
  }
}
