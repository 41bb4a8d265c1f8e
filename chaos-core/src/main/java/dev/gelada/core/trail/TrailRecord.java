package dev.gelada.core.trail;

import java.time.Instant;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a trail. {@code hash} is SHA-256 over the RFC 8785 form of all other fields, {@code
 * prev} among them.
 *
 * @param seq 1 for the first
 * @param at the larger of the writer's clock and the record before, whole milliseconds
 * @param id random, so that a writer recognises its own record after a lost answer
 * @param run the run; empty outside one
 * @param type what it says
 * @param actor who wrote it
 * @param why in the writer's words; may be empty
 * @param data the entry, by type
 * @param dry of a dry run: no part of the ledger
 * @param more how many records of the same batch follow; a batch is there as a whole or not at all
 * @param prev the hash of the record before
 * @param hash this record's
 * @param line the record as it stands in the trail: one line of RFC 8785 JSON, {@code hash} among
 *     its fields; also holds what a newer Gelada added and this one does not know
 */
public record TrailRecord(
    long seq,
    Instant at,
    String id,
    String run,
    RecordType type,
    Actor actor,
    String why,
    ObjectNode data,
    boolean dry,
    int more,
    String prev,
    String hash,
    String line) {
  public TrailRecord {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(prev, "prev");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(line, "line");
  }

  /**
   * Reads a line of a trail or of {@code trail export}. That it follows another record is not
   * looked at.
   *
   * @throws BadTrail if it is not in canonical form, its hash does not fit, or a newer Gelada wrote
   *     it
   */
  public static TrailRecord of(String line) throws BadTrail {
    try {
      return Line.parse(line).toRecord("this line");
    } catch (Line.Malformed bad) {
      throw BadTrail.changed("this line", String.valueOf(bad.getMessage()));
    }
  }

  /** This record as a head. */
  public Head head() {
    return new Head(seq, hash);
  }
}
