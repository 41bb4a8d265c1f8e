package dev.gelada.core.safety;

import dev.gelada.core.trail.Ledger;

/**
 * One rule about strikes. Pure: all it knows is in the arguments. One that cannot decide throws,
 * which refuses. A closed set: guards live in this package.
 */
public interface Guard {
  /** The rule's name, as in files and refusals. */
  String rule();

  /**
   * Judges one strike, those of the same step that come before it being in the ledger already.
   *
   * @throws Exception if it cannot decide; the strike is refused with the message
   */
  Verdict judge(Proposal proposal, Ledger ledger) throws Exception;
}
