package dev.gelada.junit.search;

/**
 * One run of the test that a search asks for.
 *
 * @param purpose what for
 * @param plan under which faults
 * @param title for people
 */
record Round(Purpose purpose, Plan plan, String title) {
  /** What for. */
  enum Purpose {
    /** Without faults: it must pass, and shows what can be struck. */
    FIRST,
    /** Without faults, after a failure under some: it must pass. */
    CONTROL,
    /** A failure is what is looked for. */
    SEARCH,
    /** The last: whatever comes out is the test's result. */
    VERDICT
  }
}
