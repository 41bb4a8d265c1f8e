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
    String hash) {
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
  }

  /** This record as a head. */
  public Head head() {
    return new Head(seq, hash);
  }
}
