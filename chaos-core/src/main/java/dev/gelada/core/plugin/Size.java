package dev.gelada.core.plugin;

/**
 * An amount of data; in a file a whole number with a unit, {@code 256MiB}.
 *
 * @param bytes more than zero
 */
public record Size(long bytes) {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};

  public Size {
    if (bytes < 1) {
      throw new IllegalArgumentException("a size is more than nothing: " + bytes);
    }
  }

  /** In the largest unit that goes without a fraction, as in a file. */
  @Override
  public String toString() {
    long number = bytes;
    int unit = 0;
    while (number % 1024 == 0 && unit < UNITS.length - 1) {
      number /= 1024;
      unit++;
    }
    return number + UNITS[unit];
  }
}
