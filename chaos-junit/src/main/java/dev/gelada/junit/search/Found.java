package dev.gelada.junit.search;

/**
 * What a search found.
 *
 * @param plan the smallest that fails
 * @param symptom in which way
 * @param failure what failed under it
 * @param tries until a failure, the one with it
 * @param more to be sure of it and to make it smaller
 * @param how sure of it one can be
 */
record Found(Plan plan, Symptom symptom, Throwable failure, int tries, int more, Certainty how) {
  /** How sure one can be. */
  enum Certainty {
    /** Nothing can be left out; it failed whenever it was tried. */
    MINIMAL,
    /** Nothing can be left out as far as is known; the test fails under it not always. */
    SOMETIMES,
    /** There was no time to make it smaller still. */
    CUT,
    /** It failed once and not again. */
    ONCE
  }
}
