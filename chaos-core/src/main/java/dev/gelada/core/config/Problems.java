package dev.gelada.core.config;

import dev.gelada.core.plugin.Redactor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. Not thread-safe: one for each file that is read. */
final class Problems {
  /** Nobody reads more; a file of garbage must not fill the memory. */
  private static final int MOST = 500;

  private static final int LONGEST = 600;

  private final String file;
  private final Redactor redactor;
  private final List<Found> found = new ArrayList<>();
  private final List<Found> warnings = new ArrayList<>();

  Problems(String file, Redactor redactor) {
    this.file = file;
    this.redactor = redactor;
  }

  /**
   * One of them.
   *
   * @param rule what it breaks
   * @param spot where
   * @param path of keys
   * @param message in words
   */
  record Found(Rule rule, Spot spot, String path, String message) {}

  /** Reports a value or key that does not fit its place. */
  void shape(Spot spot, String path, String message) {
    add(Rule.SHAPE, spot, path, message);
  }

  /** Reports a breach of {@code rule}. */
  void add(Rule rule, Spot spot, String path, String message) {
    if (found.size() < MOST) {
      found.add(new Found(rule, spot, path, message));
    }
  }

  /** Remarks on something that is allowed here. */
  void warn(Spot spot, String path, String message) {
    warnings.add(new Found(Rule.SHAPE, spot, path, message));
  }

  boolean none() {
    return found.isEmpty();
  }

  /** How many so far; tells whether a part of the file added some. */
  int size() {
    return found.size();
  }

  /** All, in the order of the file, cleaned of every secret known by now. */
  List<Problem> sorted() {
    return found.stream().sorted(Comparator.comparing(Found::spot)).map(this::shown).toList();
  }

  /** The rules that were broken. */
  List<Rule> rules() {
    return found.stream().map(Found::rule).toList();
  }

  /** All remarks, in the order of the file. */
  List<String> warnings() {
    return warnings.stream()
        .sorted(Comparator.comparing(Found::spot))
        .map(warning -> shown(warning).toString())
        .toList();
  }

  private Problem shown(Found f) {
    return new Problem(file, f.spot.line(), f.spot.column(), line(f.path), line(f.message));
  }

  private String line(String text) {
    return Words.line(redactor.clean(text), LONGEST);
  }
}
