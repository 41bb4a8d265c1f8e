package dev.gelada.cli;

import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.RecordType;
import dev.gelada.core.trail.TrailRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells records in plain words. Remembers whom earlier records were about, so tell them in order.
 * Thread-safe.
 */
final class Narrator {
  private final Map<StrikeId, String> victims = new HashMap<>();
  private final Console console;

  Narrator(Console console) {
    this.console = console;
  }

  /** One record as a line of a live timeline: when today, what, whom. */
  String line(TrailRecord record) {
    return line(Moments.clock(record.at()), record);
  }

  /** The same with the whole date, for a trail that is older than today. */
  String dated(TrailRecord record) {
    return line(Moments.full(record.at()), record);
  }

  private String line(String when, TrailRecord record) {
    String type = "%-9s".formatted(record.type().text());
    return console.dim(when) + "  " + painted(record.type(), type) + "  " + tell(record);
  }

  /** What a record says, without its time and type. */
  synchronized String tell(TrailRecord record) {
    Entry entry;
    try {
      entry = Entries.of(record);
    } catch (BadTrail newer) {
      return "(written by a newer Gelada)";
    }
    String words = words(entry);
    if (!record.run().isEmpty()) { // what a run starts is named after it, and the run is known
      words = words.replace(record.run() + "/", "");
    }
    return (record.dry() ? "[dry] " : "") + words + why(record, words);
  }

  /** The writer's reason, where it does not stand in the words, or in the run's, already. */
  private static String why(TrailRecord record, String words) {
    boolean known =
        record.why().isEmpty()
            || words.contains(record.why())
            || record.type() == RecordType.CLAIMED;
    return known ? "" : " (" + record.why() + ")";
  }

  private String words(Entry entry) {
    if (entry instanceof Entry.OfStrike strike) {
      return ofStrike(strike);
    }
    if (entry instanceof Entry.Claimed claimed) {
      return claimed(claimed);
    }
    if (entry instanceof Entry.Refused refused) {
      return refused(refused);
    }
    if (entry instanceof Entry.Probed probed) {
      return "%s %s %s%s%s"
          .formatted(
              probed.probe(),
              probed.verdict(),
              probed.phase(),
              before(" ", probed.value()),
              before(": ", probed.detail()));
    }
    if (entry instanceof Entry.Launched launched) {
      return launched.launch().marker() + details(launched.launch().details());
    }
    return ofRun(entry);
  }

  private static String ofRun(Entry entry) {
    if (entry instanceof Entry.Opened opened) {
      return "trail " + opened.trail() + " by Gelada " + opened.version();
    }
    if (entry instanceof Entry.Started started) {
      return "%s, seed %d%s"
          .formatted(
              started.origin().name(),
              started.seed(),
              before(", ticket ", started.origin().ticket()));
    }
    if (entry instanceof Entry.Ended ended) {
      return "exit " + ended.exit() + ": " + ended.verdict();
    }
    if (entry instanceof Entry.Cleaned cleaned) {
      return cleaned.marker() + before(" ", cleaned.how());
    }
    if (entry instanceof Entry.Missed missed) {
      return missed.slot().text() + ": " + missed.reason();
    }
    if (entry instanceof Entry.Policy policy) {
      return policy.text().isEmpty() ? "removed" : "sha256 " + policy.hash();
    }
    if (entry instanceof Entry.Planned planned) {
      return "%s %s: %d%s"
          .formatted(
              planned.file(),
              planned.date(),
              planned.runs(),
              before("; ", String.join("; ", planned.slots())));
    }
    return plain(entry);
  }

  private static String plain(Entry entry) {
    if (entry instanceof Entry.Aborted aborted) {
      return aborted.reason();
    }
    if (entry instanceof Entry.Halted halted) {
      return halted.reason();
    }
    if (entry instanceof Entry.Resumed resumed) {
      return resumed.reason();
    }
    if (entry instanceof Entry.Note note) {
      return note.text();
    }
    if (entry instanceof Entry.Approved approved) {
      return "sha256 " + approved.what();
    }
    if (entry instanceof Entry.Checkpoint checkpoint) {
      return "earlier records are in " + checkpoint.archive();
    }
    return "";
  }

  private String claimed(Entry.Claimed claimed) {
    Strike strike = claimed.strike();
    victims.put(strike.id(), strike.victim().id().name());
    String until = strike.endsAt() == null ? "" : ", to end at " + Moments.clock(strike.endsAt());
    String expiry =
        claimed.intent().undo() instanceof Undo.Recipe recipe
            ? " by its " + recipe.expiry().name().toLowerCase(java.util.Locale.ROOT)
            : ", cannot be undone";
    return "%s on %s of %s%s%s  [%s]"
        .formatted(
            strike.attack(),
            strike.victim().id().name(),
            claimed.group().name(),
            until,
            expiry,
            strike.id());
  }

  private String ofStrike(Entry.OfStrike entry) {
    String victim = victims.getOrDefault(entry.strike(), entry.strike().value());
    if (entry instanceof Entry.Struck struck) {
      return victim
          + (struck.observed() ? ", as another process saw" : "")
          + details(struck.details());
    }
    if (entry instanceof Entry.Untouched untouched) {
      return victim + ": " + untouched.why().rule() + ": " + untouched.why().reason();
    }
    if (entry instanceof Entry.Released released) {
      return victim + " was never touched: " + released.reason();
    }
    if (entry instanceof Entry.Failed failed) {
      return victim + " was not struck: " + failed.reason();
    }
    if (entry instanceof Entry.Reverted reverted) {
      return victim + " " + reverted.how() + details(reverted.details());
    }
    if (entry instanceof Entry.Residue residue) {
      return victim + " is left: " + residue.reason();
    }
    throw new IllegalArgumentException("an entry of a strike without words: " + entry.type());
  }

  /** A run that is refused as a whole has neither step nor target. */
  private static String refused(Entry.Refused refused) {
    String where =
        refused.step()
            + before(refused.step().isEmpty() ? "on " : " on ", refused.group())
            + (refused.step().isEmpty() && refused.group().isEmpty() ? "" : ": ");
    return where + rules(refused.why());
  }

  private static String rules(List<Refusal> why) {
    return why.stream()
        .map(no -> no.rule() + ": " + no.reason())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String details(Map<String, String> details) {
    return details.isEmpty()
        ? ""
        : new TreeMap<>(details)
            .entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String before(String separator, String text) {
    return text.isEmpty() ? "" : separator + text;
  }

  private String painted(RecordType type, String text) {
    return switch (type) {
      case CLAIMED, STRUCK, HALTED, ABORTED, LAUNCHED -> console.warn(text);
      case REVERTED, CLEANED, RESUMED -> console.ok(text);
      case REFUSED, RESIDUE, FAILED -> console.bad(text);
      case STARTED, ENDED -> console.headline(text);
      default -> text;
    };
  }
}
