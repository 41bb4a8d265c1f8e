package dev.gelada.core.target;

/** What the platform says of a target. */
public enum Health {
  /** It serves. */
  HEALTHY,
  /** It does not serve. */
  UNHEALTHY,
  /** Could not be found out; counts as not serving, and its group's guard says so. */
  UNKNOWN
}
