package dev.gelada.core.process;

import dev.gelada.core.process.OsProcess.Marks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables by which processes speak to Gelada; the rest is not even looked at. */
final class Variables {
  static final String ENABLED = "GELADA_ENABLED";
  static final String GROUP = "GELADA_GROUP";
  static final String LABELS = "GELADA_LABELS";
  static final String LAUNCH = "GELADA_LAUNCH";
  static final String GUARDIAN = "GELADA_GUARDIAN";

  /** What commands of the user's are told of a strike; Gelada itself does not read these. */
  static final String STRIKE = "GELADA_STRIKE";

  static final String VICTIM_NAME = "GELADA_VICTIM_NAME";

  /** All that are read; a process that we start gets none that it was not meant to have. */
  static final List<String> ALL = List.of(ENABLED, GROUP, LABELS, LAUNCH, GUARDIAN);

  private static final int LONGEST = 256;

  private Variables() {}

  /** Reads the form of {@code /proc/PID/environ}: assignments, each ended by a NUL. */
  static Marks parse(byte[] environ) {
    Map<String, String> found = new HashMap<>();
    int from = 0;
    for (int at = 0; at <= environ.length; at++) {
      if (at == environ.length || environ[at] == 0) {
        keep(environ, from, at, found);
        from = at + 1;
      }
    }
    return found.isEmpty()
        ? Marks.NONE
        : new Marks(
            found.getOrDefault(ENABLED, ""),
            found.getOrDefault(GROUP, ""),
            labels(found.getOrDefault(LABELS, "")),
            found.getOrDefault(LAUNCH, ""),
            found.getOrDefault(GUARDIAN, ""));
  }

  /** {@code k=v,k2=v2}; what is not of this form is left out. */
  static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int at = part.indexOf('=');
      if (at > 0) {
        labels.put(part.substring(0, at).strip(), part.substring(at + 1).strip());
      }
    }
    return labels;
  }

  private static void keep(byte[] environ, int from, int to, Map<String, String> found) {
    for (String name : ALL) {
      if (startsWith(environ, from, to, name)) {
        int begin = from + name.length() + 1;
        // the first of two assignments counts, as for getenv(3)
        found.putIfAbsent(
            name, printable(new String(environ, begin, to - begin, StandardCharsets.UTF_8)));
      }
    }
  }

  private static boolean startsWith(byte[] environ, int from, int to, String name) {
    int length = name.length();
    if (to - from <= length || environ[from + length] != '=') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (environ[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Anybody may set anything, and it is printed on terminals. */
  private static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
