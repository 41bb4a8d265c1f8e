package dev.gelada.core.report;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.probe.Measure;
import dev.gelada.core.run.Outcome;
import dev.gelada.core.run.Progress;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.trail.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run comes to in figures. Pure: the same outcome gives the same figures.
 *
 * <p>A miss is any sample that does not hold, so a probe that could not find out counts as one that
 * noticed. Times are as fine as the probes are frequent.
 *
 * @param strikes those that took effect or may have, in order of time
 * @param probes those that were measured, by name, in order of their first sample
 */
public record Figures(List<OfStrike> strikes, List<OfProbe> probes) {
  public Figures {
    strikes = List.copyOf(strikes);
    probes = List.copyOf(probes);
  }

  /**
   * One strike. Both times are measured from its claim, which is a moment before the damage.
   *
   * @param strike which
   * @param attack the attack type's name
   * @param victim whom
   * @param at when it was claimed
   * @param noticedBy the probe that missed first; null when none did
   * @param toDetect until that miss; null when none missed
   * @param toRecover until all that had missed held again for good; null when none missed, or one
   *     still did when the next strike came or the run ended
   */
  public record OfStrike(
      StrikeId strike,
      String attack,
      TargetId victim,
      Instant at,
      @Nullable String noticedBy,
      @Nullable Duration toDetect,
      @Nullable Duration toRecover) {
    public OfStrike {
      Objects.requireNonNull(strike, "strike");
      Objects.requireNonNull(attack, "attack");
      Objects.requireNonNull(victim, "victim");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * One probe since the steps began.
   *
   * @param name its key in the file
   * @param samples how many measurements
   * @param misses how many of them did not hold
   * @param away how long it did not hold: from each first miss to the next sample that held
   */
  public record OfProbe(String name, int samples, int misses, Duration away) {
    public OfProbe {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(away, "away");
    }
  }

  /**
   * The figures of a run.
   *
   * <p>A miss is put down to the last step that struck before it, to all of that step's victims
   * alike; one that a probe was in the middle of when the step came is put down to nobody.
   */
  public static Figures of(Outcome outcome) {
    Map<String, List<Outcome.Sample>> byProbe = new LinkedHashMap<>();
    outcome.samples().stream()
        .sorted(Comparator.comparing(Outcome.Sample::at))
        .forEach(s -> byProbe.computeIfAbsent(s.probe().name(), n -> new ArrayList<>()).add(s));
    List<Wave> waves = waves(outcome.claims());
    List<OfStrike> strikes = new ArrayList<>();
    for (int i = 0; i < waves.size(); i++) {
      Instant until = i + 1 < waves.size() ? waves.get(i + 1).begun() : Instant.MAX;
      waves.get(i).measure(byProbe, until, strikes);
    }
    List<OfProbe> probes = new ArrayList<>();
    byProbe.forEach((name, samples) -> probes.add(ofProbe(name, samples)));
    return new Figures(strikes, probes);
  }

  private static List<Wave> waves(List<Claim> claims) {
    Map<String, List<Claim>> bySlot = new LinkedHashMap<>();
    claims.stream()
        .filter(claim -> claim.counts() && claim.state() != Claim.State.FAILED)
        .sorted(Comparator.comparingLong(Claim::seq))
        .forEach(
            claim ->
                bySlot
                    .computeIfAbsent(claim.entry().slot().step(), step -> new ArrayList<>())
                    .add(claim));
    return bySlot.values().stream().map(Wave::new).toList();
  }

  private static OfProbe ofProbe(String name, List<Outcome.Sample> all) {
    List<Outcome.Sample> samples =
        all.stream().filter(s -> s.phase() != Progress.Phase.BEFORE).toList();
    Duration away = Duration.ZERO;
    int misses = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (!holds(samples.get(i))) {
        misses++;
        if (i + 1 < samples.size()) {
          away = away.plus(Duration.between(samples.get(i).at(), samples.get(i + 1).at()));
        }
      }
    }
    return new OfProbe(name, samples.size(), misses, away);
  }

  private static boolean holds(Outcome.Sample sample) {
    return sample.measure().verdict() == Measure.Verdict.HOLDS;
  }

  /** The claims of one step: they came in one append, so their effects cannot be told apart. */
  private record Wave(List<Claim> claims) {
    Instant begun() {
      return claims.get(0).at();
    }

    void measure(Map<String, List<Outcome.Sample>> byProbe, Instant until, List<OfStrike> into) {
      String noticedBy = null;
      Instant detected = null;
      Instant recovered = begun();
      boolean still = false;
      for (Map.Entry<String, List<Outcome.Sample>> probe : byProbe.entrySet()) {
        Episode episode = Episode.in(probe.getValue(), begun(), until);
        if (episode == null) {
          continue;
        }
        if (detected == null || episode.first().isBefore(detected)) {
          noticedBy = probe.getKey();
          detected = episode.first();
        }
        if (episode.over() == null) {
          still = true;
        } else if (episode.over().isAfter(recovered)) {
          recovered = episode.over();
        }
      }
      for (Claim claim : claims) {
        into.add(
            new OfStrike(
                claim.id(),
                claim.entry().strike().attack(),
                claim.victim(),
                claim.at(),
                noticedBy,
                detected == null ? null : Duration.between(claim.at(), detected),
                detected == null || still ? null : Duration.between(claim.at(), recovered)));
      }
    }
  }

  /**
   * What one probe saw between two strikes.
   *
   * @param first the first miss
   * @param over the first sample from which it held to the end; null when it did not
   */
  private record Episode(Instant first, @Nullable Instant over) {
    static @Nullable Episode in(List<Outcome.Sample> samples, Instant from, Instant until) {
      Instant first = null;
      Instant over = null;
      boolean heldBefore = true;
      for (Outcome.Sample sample : samples) {
        if (!sample.at().isBefore(until)) {
          break;
        }
        boolean holds = holds(sample);
        if (!sample.at().isAfter(from)) {
          heldBefore = holds;
        } else if (heldBefore && !holds) {
          first = first == null ? sample.at() : first;
          over = null;
        } else if (holds && first != null && over == null) {
          over = sample.at();
        } else if (holds) {
          heldBefore = true; // what it was in the middle of is over: from here on misses are new
        }
      }
      return first == null ? null : new Episode(first, over);
    }
  }
}
