package dev.gelada.k8s.event;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.k8s.cluster.Cluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record means to those whose pods it is about. Remembers the claims of this process that
 * are not over: what becomes of them names only the strike. Not thread-safe.
 */
final class Notices {
  /** Refusals that say something about the workload, and not about time, rates or the file. */
  private static final Set<String> OF_OWNERS =
      Set.of(
          "budget",
          "rollout",
          "paused",
          "stale",
          "unavailable",
          "singleton",
          "terminating",
          "conflict",
          "admission",
          "host-network",
          "qdisc",
          "probe-timeout",
          "bystanders",
          "minHealthy");

  private final Map<StrikeId, Entry.Claimed> open = new HashMap<>();

  /** In order; empty for what concerns no cluster. */
  List<Notice> of(TrailRecord record) {
    Entry entry;
    try {
      entry = Entries.of(record);
    } catch (BadTrail newer) {
      return List.of(); // this process wrote it; a test's own entry, perhaps
    }
    if (entry instanceof Entry.Refused refused) {
      return refused(record, refused);
    }
    if (entry instanceof Entry.Claimed claim) {
      if (!claim.group().place().scheme().equals(Cluster.SCHEME)) {
        return List.of();
      }
      open.put(claim.strike().id(), claim);
      return about(record, claim, "Claimed", "is about to do", "");
    }
    return entry instanceof Entry.OfStrike of ? became(record, of) : List.of();
  }

  private List<Notice> became(TrailRecord record, Entry.OfStrike entry) {
    Entry.Claimed claim = open.get(entry.strike());
    if (claim == null) {
      return List.of();
    }
    if (!(entry instanceof Entry.Struck) || record.dry()) {
      open.remove(entry.strike());
    }
    if (entry instanceof Entry.Struck) {
      return about(record, claim, "Struck", record.dry() ? "would do" : "did", "");
    } else if (entry instanceof Entry.Untouched no) {
      return about(record, claim, "Untouched", "did not do", said(no.why()));
    } else if (entry instanceof Entry.Released back) {
      return about(record, claim, "Untouched", "did not do", back.reason());
    } else if (entry instanceof Entry.Failed failed) {
      return about(record, claim, "Untouched", "did not do", failed.reason());
    } else if (entry instanceof Entry.Reverted undone) {
      return about(record, claim, "Reverted", "has undone", undone.how());
    } else if (entry instanceof Entry.Residue left) {
      return about(record, claim, "Residue", "could not undo", left.reason());
    }
    return List.of();
  }

  private static List<Notice> about(
      TrailRecord record, Entry.Claimed claim, String what, String did, String detail) {
    String text =
        "Gelada %s %s here on %s%s. File %s, run %s, strike %s%s"
            .formatted(
                did,
                claim.strike().attack(),
                claim.strike().victim().id().name(),
                detail.isEmpty() ? "" : ": " + detail,
                claim.origin().name(),
                record.run(),
                claim.strike().id().value(),
                record.why().isEmpty() ? "" : ". Why: " + record.why());
    List<Notice.On> objects = new ArrayList<>();
    Notice.victim(claim.strike().victim().id()).ifPresent(objects::add);
    Notice.owner(claim.group())
        .filter(owner -> objects.stream().noneMatch(victim -> same(victim, owner)))
        .ifPresent(objects::add);
    return objects.stream()
        .map(
            on ->
                new Notice(
                    on,
                    reason(record, what),
                    what.equals("Residue"),
                    claim.strike().attack(),
                    text))
        .toList();
  }

  private static boolean same(Notice.On victim, Notice.On owner) {
    return victim.kind().equals(owner.kind())
        && victim.namespace().equals(owner.namespace())
        && victim.name().equals(owner.name());
  }

  private static List<Notice> refused(TrailRecord record, Entry.Refused refused) {
    @Nullable String why =
        refused.why().stream()
            .filter(no -> OF_OWNERS.contains(no.rule()))
            .map(Notices::said)
            .reduce((a, b) -> a + " " + b)
            .orElse(null);
    if (why == null) {
      return List.of();
    }
    List<Notice> notices = new ArrayList<>();
    for (GroupId group : refused.owners()) {
      if (group.place().scheme().equals(Cluster.SCHEME)) {
        Notice.owner(group)
            .ifPresent(
                on ->
                    notices.add(
                        new Notice(
                            on,
                            reason(record, "Refused"),
                            false,
                            "refuse",
                            "Gelada leaves this alone: %s Run %s".formatted(why, record.run()))));
      }
    }
    return notices;
  }

  private static String said(Refusal no) {
    return no.rule() + ": " + no.reason();
  }

  private static String reason(TrailRecord record, String what) {
    return (record.dry() ? "GeladaDryRun" : "Gelada") + what;
  }
}
