package dev.gelada.proxy.control;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A number of 32 bits as Go writes it in JSON: the fewest digits that tell it from its neighbours,
 * with an exponent only where it is very small or very large.
 */
record Real(double value) {
  /** As many digits tell any two of them apart. */
  private static final int ENOUGH = 9;

  private static final float LEAST_PLAIN = 1e-6f;
  private static final float LEAST_LARGE = 1e21f;

  String text() {
    float number = (float) value;
    float size = Math.abs(number);
    if (size == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal digits = shortest(number);
    if (size >= LEAST_PLAIN && size < LEAST_LARGE) {
      return digits.toPlainString();
    }
    String unscaled = digits.unscaledValue().abs().toString();
    int exponent = digits.precision() - digits.scale() - 1;
    return (number < 0 ? "-" : "")
        + unscaled.charAt(0)
        + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  /** {@link Float#toString} gives more digits than it takes, until Java 19. */
  private static BigDecimal shortest(float number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < ENOUGH; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.floatValue() == number) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(ENOUGH)).stripTrailingZeros();
  }
}
