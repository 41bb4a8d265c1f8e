package dev.gelada.cli;

import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.Owners;
import dev.gelada.core.safety.Answer;
import dev.gelada.core.safety.Verdict;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How core's types stand in JSON documents: a format of its own, which core may outgrow. */
final class Shown {
  private Shown() {}

  /** One rule's answer. */
  record Answered(String rule, String origin, boolean allowed, String reason, String remedy) {
    static Answered of(Answer answer) {
      String origin = answer.origin().name().toLowerCase(Locale.ROOT);
      if (answer.verdict() instanceof Verdict.Refused refused) {
        return new Answered(
            refused.why().rule(), origin, false, refused.why().reason(), refused.why().remedy());
      }
      String because = answer.verdict() instanceof Verdict.Allowed allowed ? allowed.because() : "";
      return new Answered(answer.rule(), origin, true, because, "");
    }
  }

  /** One claim with what became of it. */
  record Claim(
      String strike,
      String run,
      String attack,
      String victim,
      String group,
      String place,
      String state,
      Instant at,
      @Nullable Instant endsAt,
      @Nullable Instant closedAt,
      String expiry,
      boolean reversible,
      String reason) {
    static Claim of(dev.gelada.core.trail.Claim claim) {
      return new Claim(
          claim.id().value(),
          claim.run(),
          claim.entry().strike().attack(),
          claim.victim().name(),
          claim.entry().group().name(),
          claim.victim().place().toString(),
          claim.state().name().toLowerCase(Locale.ROOT),
          claim.at(),
          claim.entry().strike().endsAt(),
          claim.closedAt(),
          Shown.expiry(claim.entry().intent().undo()),
          claim.reversible(),
          claim.reason());
    }
  }

  /**
   * One run.
   *
   * @param owner whether the process that does it still runs: alive, dead or unknown; empty once it
   *     has ended
   */
  record Run(
      String run,
      String file,
      Instant at,
      String actor,
      boolean dry,
      String state,
      @Nullable Integer exit,
      String verdict,
      String owner) {
    static Run of(Ledger.Run run, Owners owners) {
      var ended = run.ended();
      String state = ended != null ? "ended" : run.aborted() != null ? "ending" : "running";
      return new Run(
          run.id(),
          run.started().origin().name(),
          run.at(),
          run.actor().name() + "@" + run.actor().host(),
          run.dry(),
          state,
          ended == null ? null : ended.exit(),
          ended != null ? ended.verdict() : run.aborted() != null ? run.aborted().reason() : "",
          ended != null ? "" : owners.of(run.started().owner()).name().toLowerCase(Locale.ROOT));
    }

    /** Whether nobody does it any more, though it has not ended. */
    boolean orphaned() {
      return owner.equals("dead");
    }
  }

  /** What a run made of its own that may still be there. */
  record Launched(String marker, String run, String source, String place) {
    static Launched of(Ledger.Launched launched) {
      return new Launched(
          launched.launch().marker(),
          launched.run(),
          launched.launch().source(),
          launched.launch().place().toString());
    }
  }

  static List<Answered> answers(List<Answer> answers) {
    return answers.stream().map(Answered::of).distinct().toList();
  }

  static List<Claim> claims(List<dev.gelada.core.trail.Claim> claims) {
    return claims.stream().map(Claim::of).toList();
  }

  /** Who ends it when nobody reverts it; empty for what cannot be undone. */
  static String expiry(Undo undo) {
    return undo instanceof Undo.Recipe recipe
        ? recipe.expiry().name().toLowerCase(Locale.ROOT)
        : "";
  }

  /** A refusal as sentences, whether or not its parts end in a full stop. */
  static String words(Refusal no) {
    String reason = no.reason().endsWith(".") ? no.reason() : no.reason() + ".";
    return "Refused by "
        + no.rule()
        + ": "
        + reason
        + (no.remedy().isEmpty() ? "" : " " + no.remedy());
  }

  /** The rules that said no, each once. */
  static List<String> rules(List<Refusal> refusals) {
    return refusals.stream().map(Refusal::rule).distinct().toList();
  }
}
