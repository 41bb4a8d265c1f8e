package dev.gelada.core.safety;

import dev.gelada.core.trail.Ledger;

/**
 * One rule about members of a group: who may be chosen at all. Pure. One that cannot decide throws,
 * which excludes the member.
 */
public interface Filter {
  /** The rule's name, as in files and refusals. */
  String rule();

  /** Judges one member. */
  Verdict judge(Candidate candidate, Ledger ledger) throws Exception;
}
