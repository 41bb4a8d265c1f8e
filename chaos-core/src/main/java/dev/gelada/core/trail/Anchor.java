package dev.gelada.core.trail;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head to be kept elsewhere: whoever cuts off or rewrites a trail up to it is contradicted.
 *
 * @param sequence the record's number
 * @param hash its hash
 * @param trail the trail's id
 */
public record Anchor(long sequence, String hash, String trail) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}) ([0-9a-f]{64}) (\\S+)");

  public Anchor {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(trail, "trail");
  }

  /** The anchor of what was read. */
  public static Anchor of(Ledger ledger) {
    return new Anchor(ledger.head().sequence(), ledger.head().hash(), ledger.trail());
  }

  /**
   * Reads {@code seq hash trail-id}; blanks and line ends around it do not matter.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Anchor parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not an anchor, which is one line of number, hash and trail id as `gelada trail anchor`"
              + " prints it");
    }
    return new Anchor(Long.parseLong(form.group(1)), form.group(2), form.group(3));
  }

  /** One line, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return sequence + " " + hash + " " + trail;
  }
}
