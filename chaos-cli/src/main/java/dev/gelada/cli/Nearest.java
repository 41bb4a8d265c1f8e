package dev.gelada.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to type. */
final class Nearest {
  private Nearest() {}

  /**
   * The known word that is fewest slips away (a letter too many, missing, wrong, or two swapped),
   * if that is at most a third of the typed one; for a tie the first in the alphabet.
   */
  static Optional<String> to(String typed, Collection<String> known) {
    int most = Math.max(1, (typed.length() + 2) / 3);
    return known.stream()
        .filter(word -> slips(typed, word) <= most)
        .min(
            Comparator.comparingInt((String word) -> slips(typed, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Optimal string alignment distance: Damerau's four slips, no part of a word edited twice. */
  private static int slips(String a, String b) {
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        least[i][j] =
            Math.min(least[i - 1][j - 1] + changed, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[a.length()][b.length()];
  }
}
