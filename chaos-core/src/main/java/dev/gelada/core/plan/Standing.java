package dev.gelada.core.plan;

import java.time.Instant;

/** Where a planned run stands. */
public sealed interface Standing {
  /** Its moment has not come. */
  record Ahead() implements Standing {}

  /** To be run now. */
  record Due() implements Standing {}

  /**
   * Somebody runs it.
   *
   * @param run that run's id
   */
  record Underway(String run) implements Standing {}

  /**
   * It was refused, or could not be carried out, and touched nothing; it is tried again.
   *
   * @param at when, at the earliest
   * @param why how the last try ended
   */
  record Again(Instant at, String why) implements Standing {}

  /** Used up: by a claim, by a run that came to an end of its own, or recorded as missed. */
  record Over() implements Standing {}

  /**
   * Its time has gone by unused, which is not on record yet.
   *
   * @param why in words
   */
  record Missed(String why) implements Standing {}
}
