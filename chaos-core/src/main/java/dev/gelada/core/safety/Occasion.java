package dev.gelada.core.safety;

import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.Claim;
import dev.gelada.core.trail.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All claims of one run on one group, those left out that certainly never touched anything.
 *
 * @param run whose
 * @param began when it claimed first
 * @param latest when it claimed last
 * @param ended when the last of its strikes was over; null while one is open
 */
record Occasion(String run, Instant began, Instant latest, @Nullable Instant ended) {
  /** Occasions of a group, over all files, but for those of one run. */
  static List<Occasion> ofOthers(Ledger ledger, GroupId group, String run) {
    Map<String, List<Claim>> byRun = new LinkedHashMap<>();
    for (Claim claim : ledger.counted()) {
      if (claim.entry().group().equals(group) && !claim.run().equals(run)) {
        byRun.computeIfAbsent(claim.run(), any -> new ArrayList<>()).add(claim);
      }
    }
    return byRun.values().stream().map(Occasion::of).toList();
  }

  private static Occasion of(List<Claim> claims) {
    Instant began = Instant.MAX;
    Instant latest = Instant.MIN;
    Instant ended = Instant.MIN;
    boolean open = false;
    for (Claim claim : claims) {
      Instant closed = claim.closedAt() != null ? claim.closedAt() : claim.at();
      open |= claim.open();
      began = claim.at().isBefore(began) ? claim.at() : began;
      latest = claim.at().isAfter(latest) ? claim.at() : latest;
      ended = closed.isAfter(ended) ? closed : ended;
    }
    return new Occasion(claims.get(0).run(), began, latest, open ? null : ended);
  }
}
