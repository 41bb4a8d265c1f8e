package dev.gelada.junit;

/** What it means that a fault met nothing. */
public enum Unused {
  /** The test fails: it would be green without the fault as well. */
  FAILS,
  /** It may be so. */
  ALLOWED
}
