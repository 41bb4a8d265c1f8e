package dev.gelada.cli.demo;

import java.util.List;

/**
 * One whole second of the customers' life.
 *
 * @param number seconds since they began
 * @param asked how many requests ended in it
 * @param failed how many of them no replica answered
 * @param p50 half of them took at most so many milliseconds
 * @param p95 95 of 100 took at most so many milliseconds
 * @param up how many replicas answered, at the worst moment
 */
public record Second(int number, int asked, int failed, int p50, int p95, int up) {
  /** Reads what {@link #line} wrote, one a line. */
  public static List<Second> parse(String lines) {
    return lines.lines().map(Second::one).toList();
  }

  private static Second one(String line) {
    String[] n = line.split(" ");
    return new Second(
        Integer.parseInt(n[0]),
        Integer.parseInt(n[1]),
        Integer.parseInt(n[2]),
        Integer.parseInt(n[3]),
        Integer.parseInt(n[4]),
        Integer.parseInt(n[5]));
  }

  String line() {
    return "%d %d %d %d %d %d".formatted(number, asked, failed, p50, p95, up);
  }

  /** Of 100 requests so many were answered, rounded down: 100 means all. */
  public int percentServed() {
    return asked == 0 ? 0 : 100 * (asked - failed) / asked;
  }
}
