package dev.gelada.core.config;

import dev.gelada.core.config.FileKeys.Cap;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.GroupPick;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers, percentages, and words that stand for a number. Written as JSON writes them, so that
 * schema and loader see the same; quotes make no difference.
 */
final class Numbers {
  /** Enough for anything that is counted here, and no sum of two overflows. */
  static final int BILLION = 999_999_999;

  private static final Pattern FORM =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

  private static final Pattern PERCENT = Pattern.compile("(100|[0-9]{1,2})%");

  private Numbers() {}

  /** Whole numbers of a Java type. */
  static <N extends Number> Scalar<N> whole(long least, long most, Function<BigDecimal, N> exact) {
    return Scalar.of(
        "a whole number",
        "3",
        quotable(Map.of("type", "integer", "minimum", least, "maximum", most)),
        text -> {
          try {
            return exact.apply(number(text));
          } catch (ArithmeticException e) {
            throw outside(least, most);
          }
        });
  }

  /** Numbers with a fraction. */
  static Scalar<Double> decimal() {
    return Scalar.of(
        "a number",
        "0.5",
        quotable(Map.of("type", "number")),
        text -> {
          double number = number(text).doubleValue();
          if (Double.isInfinite(number)) {
            throw new Scalar.Unfit(Rule.RANGE, "It is out of range.");
          }
          return number;
        });
  }

  /** A number or a percentage of members. */
  static Scalar<Amount> amount() {
    return Scalar.of(
        "a number or a percentage",
        "2",
        schema(0, BILLION, "|" + PERCENT.pattern()),
        text -> {
          Matcher percent = PERCENT.matcher(text);
          return percent.matches()
              ? new Amount(Integer.parseInt(percent.group(1)), true)
              : new Amount(whole(text, 0, BILLION), false);
        });
  }

  /** A number of groups. */
  static Scalar<GroupPick> groups() {
    return Scalar.of(
        "a number of groups, a percentage or 'all'",
        "1",
        schema(1, BILLION, "|(?!0+%)" + PERCENT.pattern() + "|all"),
        text -> {
          Matcher percent = PERCENT.matcher(text);
          if (text.equals("all")) {
            return GroupPick.ALL;
          }
          return percent.matches()
              ? new GroupPick(Integer.parseInt(percent.group(1)), true)
              : new GroupPick(whole(text, 1, BILLION), false);
        });
  }

  /** A number that may be unlimited. */
  static Scalar<Cap> cap() {
    return Scalar.of(
        "a number or 'unlimited'",
        "1",
        schema(0, BILLION, "|unlimited"),
        text -> new Cap(text.equals("unlimited") ? Integer.MAX_VALUE : whole(text, 0, BILLION)));
  }

  /** The schema of whole numbers between these, and of {@code more} as text. */
  static Map<String, Object> schema(int least, int most, String more) {
    return Map.of(
        "anyOf",
        List.of(
            Map.of("type", "integer", "minimum", least, "maximum", most),
            Scalar.text(FORM.pattern() + more)));
  }

  /** A whole number between these, both included. */
  static int whole(String text, int least, int most) {
    try {
      int number = number(text).intValueExact();
      if (number >= least && number <= most) {
        return number;
      }
    } catch (ArithmeticException e) {
      throw outside(least, most);
    }
    throw outside(least, most);
  }

  private static Scalar.Unfit outside(long least, long most) {
    return new Scalar.Unfit(Rule.RANGE, "It is a whole number from " + least + " to " + most + ".");
  }

  private static Map<String, Object> quotable(Map<String, Object> schema) {
    return Map.of("anyOf", List.of(schema, Scalar.text(FORM.pattern())));
  }

  private static BigDecimal number(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("");
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) { // an exponent beyond all bounds
      throw new Scalar.Unfit(Rule.RANGE, "It is out of range.");
    }
  }
}
