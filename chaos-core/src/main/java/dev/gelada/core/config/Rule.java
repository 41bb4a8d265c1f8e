package dev.gelada.core.config;

/**
 * Which kind of rule a file broke. All but {@link #SHAPE} are the closed list of rules that the
 * JSON Schema does not say, because it sees one place at a time, or only text; a test holds schema
 * and loader against each other with this list.
 */
enum Rule {
  /** Keys, types, patterns and ranges: the schema says the same. */
  SHAPE("what stands where; the JSON Schema says it too"),
  /** The form of the file. */
  FORM(
      "one UTF-8 document of at most 1 MiB, not nested deeper than 32, without anchors, aliases,"
          + " tags, merge keys and duplicate keys; numbers, booleans and null are spelt as in JSON"),
  /** {@code ${NAME}}. */
  ENVIRONMENT("a value with ${NAME}: the variable exists and its value fits"),
  /** A number in quotes. */
  RANGE("a number is in its range also when it is written in quotes"),
  /** A value whose text has the right form. */
  VALUE("a URI, path, date, moment, time zone, holiday calendar or cron expression exists"),
  /** Hours of a window. */
  HOURS("a window begins before it ends"),
  /** {@code {label: …, default: …}}. */
  LABEL("a default for a label fits where it stands"),
  /** Names. */
  REFERENCE("a target or probe that is named is declared"),
  /** Where a target can be left out. */
  TARGET("'target' and 'each' may be left out when there is exactly one target"),
  /** Kinds. */
  KIND("an attack accepts the kind of target that the source finds"),
  /** Selectors. */
  EMPTY("a source's settings select something rather than everything"),
  /** Victims. */
  COUNT("'count' is not above 'maxVictims'"),
  /** Durations. */
  DURATION("'for' is not above 'maxDuration'"),
  /** Limits that look back. */
  RETENTION("'cooldown' and 'minGap' are not longer than a trail remembers what is over"),
  /** Leases. */
  LEASE("'applyWithin' and 'settleTime' lengthen what the attack needs"),
  /** Moments. */
  ZONE("a moment without an offset needs a zone"),
  /** A mean that is neither workdays nor below a day. */
  MEAN("'meanTimeBetween' is a number of workdays or a time under a day"),
  /** A plug-in's own checks. */
  PLUGIN("a plug-in accepts its settings as a whole");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /** The rule in words. */
  String text() {
    return text;
  }
}
