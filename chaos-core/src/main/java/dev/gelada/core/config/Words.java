package dev.gelada.core.config;

import dev.gelada.core.plugin.Redactor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How problems are worded: values quoted, the nearest known word, what is known. */
final class Words {
  private static final Pattern PAIR = Pattern.compile("([^:=]{1,60})([:=])");
  private static final int LONGEST_VALUE = 60;
  private static final int MOST_KNOWN = 30;

  private Words() {}

  /** A value of the file in quotes, shortened, on one line. */
  static String quoted(String value) {
    return "'" + word(value) + "'";
  }

  /**
   * A key or value shortened, on one line. Where a blank was forgotten behind a colon, {@code
   * token:…} is one word that holds a secret, and its end is left out.
   */
  static String word(String word) {
    Matcher pair = PAIR.matcher(word);
    return pair.lookingAt() && Redactor.namesSecret(pair.group(1))
        ? line(pair.group(1), LONGEST_VALUE) + pair.group(2) + "***"
        : line(word, LONGEST_VALUE);
  }

  /** Text on one line, without control characters, cut after {@code longest} characters. */
  static String line(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 4);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (line.length() >= longest) {
        return line.append("…").toString();
      }
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE,
            Character.UNASSIGNED ->
            line.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\u%04x", c));
        default -> line.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return line.toString();
  }

  /** "Did you mean 'x'? Known: x, y.", as far as there is something to say. */
  static String known(String word, Collection<String> known) {
    return nearest(word, known).map(n -> " Did you mean '" + n + "'?").orElse("")
        + (known.isEmpty() ? "" : " Known: " + list(known) + ".");
  }

  /** The words, separated by commas, the end left out when there are too many. */
  static String list(Collection<String> words) {
    return String.join(", ", words.stream().limit(MOST_KNOWN).toList())
        + (words.size() > MOST_KNOWN ? ", … (" + words.size() + " in all)" : "");
  }

  /** The known word that was probably meant. */
  static Optional<String> nearest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > LONGEST_VALUE) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** How many letters must be added, taken away, changed or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  /** "a, b or c". */
  static String either(List<String> words) {
    List<String> head = new ArrayList<>(words);
    String last = head.remove(head.size() - 1);
    return head.isEmpty() ? last : String.join(", ", head) + " or " + last;
  }
}
