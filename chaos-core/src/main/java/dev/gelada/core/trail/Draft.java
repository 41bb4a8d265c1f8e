package dev.gelada.core.trail;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Redactor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A batch made ready, free of secrets, to be chained on one head after another. */
final class Draft {
  private final Trail.Batch batch;
  private final Actor actor;
  private final String why;
  private final List<ObjectNode> data = new ArrayList<>();

  /**
   * Makes a batch ready.
   *
   * @throws SecretInRecord if an entry that is needed exactly holds a known secret
   * @throws IllegalArgumentException if the batch would spoil the trail for everybody
   */
  Draft(Ledger on, Trail.Batch batch, Actor actor, Redactor redactor) throws SecretInRecord {
    lawful(on, batch);
    this.batch = batch;
    EntryJson json = new EntryJson(redactor);
    this.why = json.clean(batch.why());
    this.actor =
        new Actor(
            json.clean(actor.kind()),
            json.clean(actor.name()),
            json.clean(actor.host()),
            json.clean(actor.provedBy()));
    for (Entry entry : batch.entries()) {
      data.add(readable(entry, json.write(entry)));
    }
  }

  private static void lawful(Ledger on, Trail.Batch batch) {
    if (batch.entries().isEmpty()) {
      throw new IllegalArgumentException("an empty batch");
    }
    if ((batch.entries().get(0) instanceof Entry.Opened) != on.head().equals(Head.EMPTY)) {
      throw new IllegalArgumentException("'opened' is the first record and no other");
    }
    if (batch.dry()) {
      return;
    }
    Set<StrikeId> claimed = new HashSet<>();
    for (Entry entry : batch.entries()) {
      if (entry instanceof Entry.OfStrike settled
          && !claimed.contains(settled.strike())
          && on.claim(settled.strike()).isEmpty()) {
        throw new IllegalArgumentException("nobody claimed strike " + settled.strike());
      }
      if (entry instanceof Entry.Claimed claim) {
        if (on.halted() != null) {
          throw new IllegalArgumentException("a claim on a halted trail");
        }
        StrikeId id = claim.strike().id();
        if (on.claim(id).isPresent() || !claimed.add(id)) {
          throw new IllegalArgumentException("a second claim of strike " + id);
        }
      }
    }
  }

  /** What cannot be read back must not be written: nobody could ever fold the trail again. */
  private static ObjectNode readable(Entry entry, ObjectNode data) {
    Entry back = EntryJson.read(entry.type(), data);
    if (EntryJson.exact(entry.type()) && !back.equals(entry)) {
      throw new IllegalArgumentException("reads back differently: " + entry);
    }
    return data;
  }

  /** The records as they would stand on that head. */
  List<TrailRecord> on(Head head, Instant at, Supplier<String> ids) {
    List<TrailRecord> records = new ArrayList<>();
    Instant time = at.truncatedTo(ChronoUnit.MILLIS);
    String prev = head.hash();
    for (int i = 0; i < data.size(); i++) {
      ObjectNode fields = fields(i);
      fields.put("seq", head.sequence() + 1 + i);
      fields.put("at", time.toString());
      fields.put("id", ids.get());
      fields.put("prev", prev);
      TrailRecord record = seal(fields);
      records.add(record);
      prev = record.hash();
    }
    return records;
  }

  private ObjectNode fields(int i) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("run", batch.run());
    fields.put("type", batch.entries().get(i).type().text());
    fields
        .putObject("actor")
        .put("kind", actor.kind())
        .put("name", actor.name())
        .put("host", actor.host())
        .put("provedBy", actor.provedBy());
    fields.put("why", why);
    fields.set("data", data.get(i));
    if (batch.dry()) {
      fields.put("dry", true);
    }
    if (i + 1 < data.size()) {
      fields.put("more", data.size() - 1 - i);
    }
    return fields;
  }

  private static TrailRecord seal(ObjectNode fields) {
    try {
      return Line.seal(fields).toRecord("new record");
    } catch (BadTrail bug) {
      throw new IllegalArgumentException("cannot be written: " + bug.getMessage(), bug);
    }
  }
}
