package dev.gelada.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The keys of a file that no plug-in may take, and the names that a file may give. */
final class Keys {
  static final List<String> TARGET = List.of("pick", "optIn", "except");
  static final List<String> PICK = List.of("groups");
  static final List<String> STEP = List.of("together", "until", "within", "pause", "ask");
  static final List<String> HIT = Shape.of(FileKeys.Hit.class).names();
  static final List<String> WATCH = Shape.of(FileKeys.Watch.class).names();
  static final List<String> WHEN = List.of("meanTimeBetween", "cron", "at");
  static final List<String> SCHEDULE = List.of("meanTimeBetween", "cron", "at", "each");
  static final Set<String> FROM_LABEL = Set.of("label", "default");

  /** Of an experiment; it names slots, so it must look the same everywhere. */
  static final String NAME = "[a-z][a-z0-9-]{0,62}";

  /** Of a target or probe within a file. */
  static final String LOCAL_NAME = "[A-Za-z][A-Za-z0-9_-]{0,62}";

  /** What a YAML 1.1 tool takes for true or false; as a key it would not come back. */
  static final Set<String> YAML_1_1_BOOLEANS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false");

  private Keys() {}

  /** Whether a target or probe may be named so. */
  static boolean mayName(String name) {
    return name.matches(LOCAL_NAME) && !YAML_1_1_BOOLEANS.contains(name.toLowerCase(Locale.ROOT));
  }
}
