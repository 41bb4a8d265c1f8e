package dev.gelada.proxy.control;

import java.math.BigDecimal;

/**
 * A number of 32 bits as Go writes it in JSON: the fewest digits that tell it from its neighbours,
 * with an exponent only where it is very small or very large.
 */
record Real(double value) {
  private static final float LEAST_PLAIN = 1e-6f;
  private static final float LEAST_LARGE = 1e21f;

  String text() {
    float number = (float) value;
    float size = Math.abs(number);
    if (size == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal digits = new BigDecimal(Float.toString(number)).stripTrailingZeros();
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
}
