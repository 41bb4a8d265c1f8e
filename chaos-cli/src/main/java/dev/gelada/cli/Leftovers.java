package dev.gelada.cli;

import dev.gelada.core.run.Recovery;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is left after everything that can be reverted from here has been, and how bad that is. */
final class Leftovers {
  private Leftovers() {}

  /**
   * 6 if a person must look, 5 if something is left that nobody ends, else 0: what a live run ends
   * itself is no failure, here or on another host, until it should have ended it.
   *
   * @param after the trail as it is now
   */
  static ExitCode exit(Recovery.Pass pass, Ledger after, Instant now) {
    if (after.open().stream().anyMatch(claim -> claim.state() == Claim.State.RESIDUE)) {
      return ExitCode.RESIDUE;
    }
    if (!pass.failed().isEmpty()) {
      return ExitCode.FAILED;
    }
    Set<String> left = pass.left().keySet();
    boolean strikes =
        after.open().stream()
            .filter(claim -> left.contains(claim.id().value()))
            .anyMatch(claim -> !running(claim.run(), after) || overdue(claim, now));
    boolean launches =
        after.launches().entrySet().stream()
            .filter(launched -> left.contains(launched.getKey()))
            .anyMatch(launched -> !running(launched.getValue().run(), after));
    return strikes || launches ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static boolean overdue(Claim claim, Instant now) {
    Instant endsAt = claim.entry().strike().endsAt();
    return endsAt != null && now.isAfter(endsAt.plus(claim.entry().lease().settleTime()));
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
    Map<String, String> left = new TreeMap<>(pass.left());
    left.putAll(pass.failed());
    return left;
  }

  private static boolean running(String run, Ledger ledger) {
    return ledger.running().stream().anyMatch(known -> known.id().equals(run));
  }

  /** The worse of two ends; residue is the worst. */
  static ExitCode worse(ExitCode one, ExitCode other) {
    return one.number() >= other.number() ? one : other;
  }
}
