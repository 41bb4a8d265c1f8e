package dev.gelada.core.config;

import dev.gelada.core.plugin.Size;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of data. */
final class Sizes {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})(KiB|MiB|GiB)");

  private Sizes() {}

  /** A whole number and a binary unit. */
  static Scalar<Size> size() {
    return Scalar.of("a size", "256MiB", Scalar.text(SIZE.pattern()), Sizes::size);
  }

  private static Size size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("It is a whole number and one unit: KiB, MiB or GiB.");
    }
    long number = Long.parseLong(matcher.group(1));
    return new Size(
        switch (matcher.group(2)) {
          case "KiB" -> number << 10;
          case "MiB" -> number << 20;
          default -> number << 30;
        });
  }
}
