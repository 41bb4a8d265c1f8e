package dev.gelada.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Figures on the command line; what cannot be read is told in our words and not in Java's. */
final class Figures {
  private Figures() {}

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a day of the calendar, for example 2026-12-01");
    }
  }

  static int integer(String text) {
    return whole(text, Integer::valueOf);
  }

  static long number(String text) {
    return whole(text, Long::valueOf);
  }

  private static <T> T whole(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          text.matches("[+-]?[0-9]+")
              ? text + " is too large"
              : "'" + text + "' is not a whole number");
    }
  }
}
